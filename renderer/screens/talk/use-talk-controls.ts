import { useEffect, useState, type Dispatch, type RefCallback, type SetStateAction } from 'react';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { useLateTalk, type LateTalk } from './use-late-talk.ts';

/** A while after the call has begun: not while it connects, but before its connection may drop. */
const preloadAfterMs = 5_000;

/** The messages beside the faces: whether they are shown, and what has to outlive that. */
export interface TalkControls {
  readonly isOpen: boolean;
  /** Shows them with the focus in their field, or hides them with the focus back on the button. */
  readonly turn: () => void;
  readonly show: () => void;
  readonly late: LateTalk;
  readonly loadAgain: () => void;
  readonly draft: string;
  readonly setDraft: Dispatch<SetStateAction<string>>;
  readonly fieldRef: RefCallback<HTMLElement>;
  readonly buttonRef: RefCallback<HTMLElement>;
}

export function useTalkControls(isOpen: boolean, onTurn: (isOpen: boolean) => void): TalkControls {
  const [draft, setDraft] = useState('');
  const { clock } = useScreenPorts();
  const { late, load } = useLateTalk();
  useEffect(() => clock.after(preloadAfterMs, load), [clock, load]);
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
    late,
    loadAgain: load,
    draft,
    setDraft,
    fieldRef: field.ref,
    buttonRef: button.ref,
  };
}
