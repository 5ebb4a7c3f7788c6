import { useState } from 'react';
import { usePrivacyDetails, type PrivacyDetails } from '../call/use-privacy-details.ts';
import { useTalkControls, type TalkControls } from '../talk/use-talk-controls.ts';

/** What is beside the client's call: one thing at a time, and at first nothing. */
export interface GuestPanels {
  readonly details: PrivacyDetails;
  readonly talk: TalkControls;
}

export function useGuestPanels(): GuestPanels {
  const [isTalking, setTalking] = useState(false);
  const details = usePrivacyDetails();
  const talk = useTalkControls(isTalking, setTalking);
  return {
    details: {
      ...details,
      isOpen: details.isOpen && !isTalking,
      show: () => {
        setTalking(false);
        details.show();
      },
    },
    talk,
  };
}
