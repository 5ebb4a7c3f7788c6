import { useState, type RefCallback } from 'react';
import { useAskedFocus } from '../shared/use-asked-focus.ts';
import { usePrivacyDetails, type PrivacyDetails } from '../call/use-privacy-details.ts';
import { useTalkControls, type TalkControls } from '../talk/use-talk-controls.ts';

/** What is beside the therapist's call: the note, the messages, or nothing. */
export interface SessionPanels {
  readonly note: { readonly isShown: boolean; readonly turn: () => void };
  /** A part of the note's panel, so that asking for them shows it. */
  readonly details: PrivacyDetails;
  readonly talk: TalkControls;
  /** The sealed card, below the note: asking for it shows it. */
  readonly card: {
    readonly isOpen: boolean;
    readonly show: () => void;
    readonly turn: (isOpen: boolean) => void;
    readonly titleRef: RefCallback<HTMLElement>;
  };
}

export function useSessionPanels(): SessionPanels {
  const [shown, setShown] = useState<'none' | 'note' | 'messages'>('note');
  const details = usePrivacyDetails();
  // The note comes back when the messages are put away, if they had taken its place.
  const [isNoteUnder, setNoteUnder] = useState(true);
  const talk = useTalkControls(shown === 'messages', (isOpen) => {
    if (isOpen) setNoteUnder(shown === 'note');
    setShown(isOpen ? 'messages' : isNoteUnder ? 'note' : 'none');
  });
  const [isCardOpen, setCardOpen] = useState(false);
  const cardTitle = useAskedFocus();
  return {
    note: {
      isShown: shown === 'note',
      turn: () => {
        setShown(shown === 'note' ? 'none' : 'note');
      },
    },
    details: {
      ...details,
      isOpen: shown === 'note' && details.isOpen,
      show: () => {
        setShown('note');
        details.show();
      },
    },
    talk,
    card: {
      isOpen: isCardOpen,
      show: () => {
        setShown('note');
        setCardOpen(true);
        cardTitle.ask();
      },
      turn: setCardOpen,
      titleRef: cardTitle.ref,
    },
  };
}
