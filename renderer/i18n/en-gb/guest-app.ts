/** Words of the app for clients around the guest's way. Reading age about eleven. */
export const guestApp = {
  checking: 'Starting…',
  noLink: {
    title: 'Open your invitation',
    text: 'Click the link that your therapist sent you. It opens in this window.',
    label: 'Or paste the link here',
    open: 'Open',
    opening: 'Opening…',
  },
  passingKey: {
    title: 'Your therapist will see a new device',
    text: 'This computer’s password store cannot be used right now. You can join all the same. Your therapist may ask you to read out four words.',
  },
  another: {
    title: 'You opened another link',
    text: 'To use it you have to leave here. To come back, you would need a new link from your therapist.',
    stay: 'Stay here',
    open: 'Leave and open it',
    opening: 'Opening…',
  },
} as const;
