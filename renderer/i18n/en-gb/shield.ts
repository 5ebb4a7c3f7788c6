/** What an app says to its own user about captures of its window. No more than the last attempt has shown. */
export const shield = {
  label: 'Screenshots and recorders',
  guest: 'Your therapist may keep their camera off for it, or not let you in.',
  visible: {
    title: 'This window can be captured',
    text: 'Quietroom asked this computer to keep the window out of screenshots and recordings. Then it tried to capture the window, and saw it. The others in a session are told.',
  },
  impossible: {
    title: 'This computer cannot hide its windows from screenshots',
    text: 'Quietroom tried to capture this window, and saw it. The others in a session are told.',
  },
  unknown: {
    title: 'It is not known whether this window can be captured',
    'not-yet': 'Quietroom has not tried yet.',
    'no-app': 'Only Quietroom’s apps can try.',
    'would-ask':
      'Quietroom did not try: this desktop would have asked you to share your screen. The others in a session are told.',
    'not-permitted':
      'Quietroom did not try: this computer lets programs look at the screen only with your permission, and Quietroom never asks for it. The others in a session are told.',
    'not-painted':
      'Quietroom could not try, because its window was not on the screen. The others in a session are told.',
    'no-control':
      'Quietroom tried and saw neither this window nor another one made for the purpose: capturing does not work here. The others in a session are told.',
    'in-call': 'Quietroom did not try, because something was playing in the window.',
    failed: 'Quietroom tried, and this computer did not answer. The others in a session are told.',
    lost: 'This computer says that the window is not kept out of captures any more. The others in a session are told.',
  },
} as const;
