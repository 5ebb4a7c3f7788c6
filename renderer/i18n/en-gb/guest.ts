/** Words of the guest's way from the link to goodbye. Reading age about eleven. */
export const guest = {
  openingLink: 'Opening your link…',
  check: {
    title: 'Can we see and hear you?',
    text: 'Only you see this picture. Nobody else can see or hear you yet.',
    next: 'Go to the waiting room',
    nextWithoutCamera: 'Go on without a picture',
    nextWithoutMicrophone: 'Go on without sound',
    nextWithoutBoth: 'Go on without picture and sound',
    joining: 'Going to the waiting room…',
    failed: 'That did not work yet.',
    connect: 'How you connect',
    connectFailed: 'This could not be opened. Check that you are online, then press it again.',
    relayOnly: 'Picture and sound go through the relay only.',
    serverChangesPage:
      'This page comes from your therapist’s server. Whoever controls the server could change the page, and see and hear the call. The Quietroom app closes that gap.',
  },
  waiting: {
    title: 'You are in the waiting room',
    text: 'Your therapist is told, and lets you in when they are ready. Keep this window open.',
    reconnecting: 'Your connection dropped. It is coming back by itself.',
    again:
      'Your connection was lost, and your place in the call with it. Your therapist is told that you are back.',
    leave: 'Leave the waiting room',
  },
  call: {
    title: 'Your session',
    alone: 'Your therapist will be here in a moment.',
    panel: 'Beside the call',
    leave: 'Leave',
  },
  leave: {
    title: 'Leave the session?',
    text: 'To come back, you will need a new link from your therapist.',
    stay: 'Stay',
    leave: 'Leave the session',
  },
  files: 'They are gone when you close this window. Save what you want to keep.',
  goodbye: {
    off: 'Your camera and microphone are off.',
    close: 'You can close this window now.',
    settling: 'One moment: your record and your files are still being put away.',
    ended: {
      title: 'The session has ended',
      text: 'Take a moment before you get up.',
    },
    left: {
      title: 'You have left',
      text: 'Ask your therapist for a new link if you want to come back.',
    },
    'host-gone': {
      title: 'Your therapist lost the connection',
      text: 'The session was closed because they did not come back. They will get in touch with you, or you can get in touch with them.',
    },
    removed: {
      title: 'Your therapist has ended the call for you',
      text: 'Get in touch with them if you did not expect this.',
    },
    refused: {
      title: 'Your therapist cannot see you now',
      text: 'Nobody sees or hears you here. Get in touch with them to find another time.',
    },
  },
} as const;
