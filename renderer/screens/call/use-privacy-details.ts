import { useState, type RefCallback } from 'react';
import { useAskedFocus } from '../shared/use-asked-focus.ts';

/** The details of a call's privacy beside the faces: whether they are shown, and the ways there and back. */
export interface PrivacyDetails {
  readonly isOpen: boolean;
  /** Shows them and puts the focus there. */
  readonly show: () => void;
  /** Puts them away, and the focus back to where it came from. */
  readonly hide: () => void;
  /** What their own heading did, with the focus where it is. */
  readonly turn: (isOpen: boolean) => void;
  /** Their heading. */
  readonly titleRef: RefCallback<HTMLElement>;
  /** The button that leads to them, which is always there. */
  readonly moreRef: RefCallback<HTMLElement>;
  /** Puts the focus on that button. */
  readonly focusMore: () => void;
}

export function usePrivacyDetails(): PrivacyDetails {
  const [isOpen, setOpen] = useState(false);
  const title = useAskedFocus();
  const more = useAskedFocus();
  return {
    isOpen,
    show: () => {
      setOpen(true);
      title.ask();
    },
    hide: () => {
      setOpen(false);
      more.ask();
    },
    turn: setOpen,
    titleRef: title.ref,
    moreRef: more.ref,
    focusMore: more.ask,
  };
}
