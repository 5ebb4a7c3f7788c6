/** Who can see and hear a call, in words; the same for therapist and guest. Reading age about eleven. */
export const privacy = {
  title: 'Privacy of this call',
  details: 'Details',
  close: 'Close the details',
  onlyTwo: 'Only you two can see and hear this call.',
  onlyThree: 'Only the three of you can see and hear this call.',
  onlyMany: 'Only the {{number}} of you can see and hear this call.',
  agreeing: 'Making this call private. Nothing of yours is sent until that is done.',
  waiting: 'Waiting for a private connection.',
  waitingNamed: 'Waiting for a private connection: {{names}}.',
  compare: 'It is not certain yet who is at the other end.',
  browser: {
    you: 'The page that you use comes from the server. Whoever controls the server could change it, and see and hear this call.',
    client:
      'The page that your client uses comes from the server. Whoever controls the server could change it, and see and hear this call.',
    somebody:
      'Somebody here uses a page that comes from the server. Whoever controls the server could change it, and see and hear this call.',
  },
  reconnecting: 'Nothing of yours is sent until the connection is back.',
  silent: {
    title: 'Nothing of yours is sent until the others’ devices answer again.',
    text: 'Quietroom keeps trying by itself.',
  },
  keptOut: {
    title: 'Something tried to get into this call and was kept out.',
    text: 'You need not do anything.',
  },
  words: {
    first: 'Compare these words before you talk',
    firstNamed: '{{name}}: compare these words before you talk',
    title: 'Safety words',
    titleNamed: 'Safety words: {{name}}',
    text: 'Read them aloud to each other. Do you both see the same four, in the same order?',
    list: 'The four words',
    same: 'They are the same',
    differ: 'They differ',
    phrase: 'If they are the same, ask your client for your agreed phrase: “{{phrase}}”.',
    verdict: {
      open: 'Not compared yet.',
      same: 'You said that they are the same.',
      different: 'You said that they differ.',
    },
  },
  differ: {
    title: 'The words differ. Stop here.',
    titleNamed: '{{name}}: the words differ. Stop here.',
    off: 'Your camera and microphone were turned off.',
    host: 'Somebody may be listening in between. Say nothing more here. End the session, and call your client on a number that you know.',
    guest:
      'Somebody may be listening in between. Say nothing more here. Leave the session, and call your therapist on a number that you know.',
    end: 'End the session',
    leave: 'Leave the session',
    again: 'Look at the words again',
  },
  tile: {
    waiting: 'Waiting for a private connection. {{name}} cannot be seen or heard until then.',
    ownUnsent: 'Not being sent now',
    drop: {
      locked: 'Not shown or played: there is no key for it yet.',
      changed: 'Not shown or played: something arrived that is not as it was sent.',
      foreign: 'Not shown or played: something arrived that is not theirs.',
      repeated: 'Not shown or played: something old was sent again.',
    },
  },
} as const;
