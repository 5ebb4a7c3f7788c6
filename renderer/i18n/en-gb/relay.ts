/** How a client's picture and sound go. They come with the dialog that says them. Reading age about eleven. */
export const relay = {
  text: 'Your network address tells roughly where you are. The others in the call never see it. Your therapist’s server does.',
  asking: 'Asking your therapist’s server…',
  none: 'Your therapist’s server has no relay. Picture and sound go straight to it.',
  noneChosen:
    'Your therapist’s server has no relay. As you chose, there will be no picture and no sound.',
  only: {
    label: 'Send picture and sound through the relay only',
    detail:
      'The part of the server that passes on the call then sees the relay’s address, not yours. The relay cannot see or hear you.',
  },
  limits: {
    seen: 'You are not hidden from everybody: the relay sees your address. So does the server, because this page stays connected to it.',
    cost: 'The call may be less clear. If the relay does not answer, there is no picture and no sound. They never go another way.',
    kept: 'This counts until you close this window.',
  },
} as const;
