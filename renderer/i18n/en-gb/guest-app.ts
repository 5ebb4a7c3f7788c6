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
  computer: {
    programs: 'Running: {{names}}',
    portal: {
      title: 'This network may want you to sign in first',
      text: 'Something else answers in place of your therapist’s server, often the page of a hotel or a café. Open a browser: if there is one, sign in and come back.',
    },
    'open-wifi': {
      title: 'This Wi-Fi is open',
      text: 'Others nearby can see that you are connected, but not what you say. Another network is better, or your phone’s.',
    },
    'weak-wifi': {
      title: 'This Wi-Fi is badly protected',
      text: 'Others nearby can see that you are connected, but not what you say. Another network is better, or your phone’s.',
    },
    remote: {
      title: 'This screen is shown somewhere else',
      text: 'You use this computer from another one, or somebody does. They may see and hear you. Better sit at the computer in front of you.',
    },
    'remote-tool': {
      title: 'A program for remote control is running',
      text: 'We cannot tell whether somebody is connected. Close it before you talk, if you can.',
    },
    recorder: {
      title: 'A program that can record is running',
      text: 'We cannot tell whether it records. Close it before you talk, if you do not need it.',
    },
  },
  another: {
    title: 'You opened another link',
    text: 'To use it you have to leave here. To come back, you would need a new link from your therapist.',
    stay: 'Stay here',
    open: 'Leave and open it',
    opening: 'Opening…',
  },
} as const;
