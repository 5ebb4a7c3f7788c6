/** Of how a call is protected, what is said when somebody asks for the details. */
export const privacyLater = {
  explain:
    'Picture and sound are locked on this device, and unlocked only on the devices of the people in this call. The server passes them on and has no key.',
  nobody: 'Nobody else is here yet.',
  facts: {
    suite: 'Method',
    epoch: 'Times that the keys changed',
    sealed: 'Frames locked here',
    opened: 'Frames unlocked here',
    refused: 'Messages kept out',
    dropped: 'Frames dropped',
    drop: {
      unsent: 'Not sent, for want of a key',
      unsealable: 'Not sent, could not be locked',
      locked: 'Dropped, no key for them',
      changed: 'Dropped, not as they were sent',
      foreign: 'Dropped, from somebody else',
      repeated: 'Dropped, sent before',
    },
  },
} as const;
