import { useCallback, useEffect, useRef, useState } from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import type { PrivacyContents } from '../call/privacy-contents.tsx';
import type { KeepSlip } from '../guest/keep-slip.tsx';
import type { LeftFilesCard } from './left-files-card.tsx';
import type { TalkPanel } from './talk-panel.tsx';

/** The code of messages and files, which is not a part of the page's first load. */
export type LateTalk =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | {
      readonly phase: 'ready';
      readonly Panel: typeof TalkPanel;
      readonly FilesCard: typeof LeftFilesCard;
      readonly Slip: typeof KeepSlip;
      readonly Privacy: typeof PrivacyContents;
    };

/** `load` loads it, once; after a failure again. */
export function useLateTalk(): { readonly late: LateTalk; readonly load: () => void } {
  const addWords = useLateWords();
  const [late, setLate] = useState<LateTalk>({ phase: 'loading' });
  const isLoading = useRef(false);
  const load = useCallback(() => {
    if (isLoading.current) return;
    isLoading.current = true;
    const read = async (): Promise<void> => {
      try {
        const {
          TalkPanel: Panel,
          LeftFilesCard: FilesCard,
          KeepSlip: Slip,
          PrivacyContents: Privacy,
          privacyLater: privacy,
          talkLater: talk,
          slip,
        } = await import('./late-talk.ts');
        addWords({ talk, slip, privacy });
        setLate({ phase: 'ready', Panel, FilesCard, Slip, Privacy });
      } catch {
        // No connection just now, for example: the next press tries again.
        isLoading.current = false;
        setLate({ phase: 'failed' });
      }
    };
    void read();
  }, [addWords]);
  return { late, load };
}

/** The same, loaded as soon as there is something that it shows. */
export function useLateTalkFor(hasSomething: boolean): ReturnType<typeof useLateTalk> {
  const { late, load } = useLateTalk();
  useEffect(() => {
    if (hasSomething) load();
  }, [hasSomething, load]);
  return { late, load };
}
