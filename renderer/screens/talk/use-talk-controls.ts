import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type Dispatch,
  type RefCallback,
  type SetStateAction,
} from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import type { TalkPanel } from './talk-panel.tsx';

/** A while after the call has begun: not while it connects, but before its connection may drop. */
const preloadAfterMs = 5_000;

/** The panel's code, which is not a part of the page's first load. */
export type LoadedPanel =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly phase: 'ready'; readonly Panel: typeof TalkPanel };

/** The messages beside the faces: whether they are shown, and what has to outlive that. */
export interface TalkControls {
  readonly isOpen: boolean;
  /** Shows them with the focus in their field, or hides them with the focus back on the button. */
  readonly turn: () => void;
  readonly show: () => void;
  readonly panel: LoadedPanel;
  readonly loadAgain: () => void;
  readonly draft: string;
  readonly setDraft: Dispatch<SetStateAction<string>>;
  readonly fieldRef: RefCallback<HTMLElement>;
  readonly buttonRef: RefCallback<HTMLElement>;
}

export function useTalkControls(isOpen: boolean, onTurn: (isOpen: boolean) => void): TalkControls {
  const [draft, setDraft] = useState('');
  const { panel, load } = usePanelCode();
  const field = useAskedFocus();
  const button = useAskedFocus();
  const show = (): void => {
    load();
    onTurn(true);
    field.ask();
  };
  return {
    isOpen,
    turn: () => {
      if (!isOpen) {
        show();
        return;
      }
      onTurn(false);
      button.ask();
    },
    show,
    panel,
    loadAgain: load,
    draft,
    setDraft,
    fieldRef: field.ref,
    buttonRef: button.ref,
  };
}

function usePanelCode(): { readonly panel: LoadedPanel; readonly load: () => void } {
  const { clock } = useScreenPorts();
  const addWords = useLateWords();
  const [panel, setPanel] = useState<LoadedPanel>({ phase: 'loading' });
  const isLoading = useRef(false);
  const load = useCallback(() => {
    if (isLoading.current) return;
    isLoading.current = true;
    const read = async (): Promise<void> => {
      try {
        const { TalkPanel: Panel, talkLater: talk } = await import('./late-talk.ts');
        addWords({ talk });
        setPanel({ phase: 'ready', Panel });
      } catch {
        // No connection just now, for example: the next press tries again.
        isLoading.current = false;
        setPanel({ phase: 'failed' });
      }
    };
    void read();
  }, [addWords]);
  useEffect(() => clock.after(preloadAfterMs, load), [clock, load]);
  return { panel, load };
}
