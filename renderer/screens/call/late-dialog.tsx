import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import type { LeaveDialog } from '../guest/leave-dialog.tsx';
import type { RelayDialog } from '../guest/relay-dialog.tsx';
import type { DevicesDialog } from '../shared/devices-dialog.tsx';

interface Dialogs {
  readonly DevicesDialog: typeof DevicesDialog;
  readonly LeaveDialog: typeof LeaveDialog;
  readonly RelayDialog: typeof RelayDialog;
}

/**
 * A dialog whose code comes when it is asked for first: what holds the focus in it is not a part of the page's first load.
 * `onFailed`: it could not be had, as without a network.
 */
export function LateDialog(props: {
  readonly isAsked: boolean;
  readonly onFailed: () => void;
  readonly children: (dialogs: Dialogs) => ReactNode;
}) {
  const { isAsked } = props;
  const addWords = useLateWords();
  const [dialogs, setDialogs] = useState<Dialogs | null>(null);
  const onFailed = useRef(props.onFailed);
  useEffect(() => {
    onFailed.current = props.onFailed;
  });
  useEffect(() => {
    if (!isAsked) return;
    const load = async (): Promise<void> => {
      try {
        const { DevicesDialog, LeaveDialog, RelayDialog, relay } =
          await import('../talk/late-talk.ts');
        addWords({ relay });
        setDialogs({ DevicesDialog, LeaveDialog, RelayDialog });
      } catch {
        onFailed.current();
      }
    };
    void load();
  }, [addWords, isAsked]);
  return dialogs && props.children(dialogs);
}
