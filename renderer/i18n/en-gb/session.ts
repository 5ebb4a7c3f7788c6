/** Words of the therapist's session: waiting room, call, wrap-up. */
export const session = {
  title: 'Session with {{pseudonym}}',
  titleUnknown: 'Session',
  checking: 'Looking for a session that was under way…',
  starting: 'Opening the waiting room…',
  ending: 'Ending the session…',
  back: 'Go back',
  ready: {
    title: 'Ready when you are',
    text: 'Your client is in the waiting room. Let them in above.',
    unshielded:
      'You chose in the settings to let nobody in whose window is not reported as hidden.',
  },
  alone: {
    title: 'The waiting room is open',
    text: 'Send the link to your client. You will see here when they arrive.',
    textRefused: 'Whoever waits cannot be let in. Make another link, and send it to your client.',
  },
  invite: {
    label: 'Link for your client',
    text: 'Works once. Send it in a way that only your client can read.',
    appLabel: 'The same link for the app',
    appText:
      'For a client who has Quietroom’s app: nothing that it runs comes from the server. Only one of the two links can be used.',
    expires: 'It can be used until {{time}}, {{day}}.',
    creating: 'Making a link…',
    another: 'Make another link',
  },
  aside: {
    away: {
      title: 'Someone came in: {{name}}',
      text: 'They have turned away from the call. They do not see or hear you, and you do not see or hear them. Wait until they are back.',
    },
    notSafe: {
      title: 'I am not safe: {{name}}',
      text: 'They see a plain page and do not hear you. Do not ring or write to them where others could notice. Do what you agreed on for this. If you think they are in danger, call the emergency services for the place where they are.',
      back: 'They are in the call again. Somebody may be with them: ask so that yes or no is enough of an answer.',
      over: 'They told you this in the session, which is over now. Do not ring or write to them where others could notice. Do what you agreed on for this. If you think they are in danger, call the emergency services for the place where they are.',
      done: 'Put this away',
    },
  },
  waiting: {
    one: 'Your client is waiting',
    numbered: 'Client {{number}} is waiting',
    since: 'since {{time}}',
    dropped: 'Lost the connection, may come back',
    admit: 'Let in',
    refuse: 'Send away',
    admitNumbered: 'Let in: client {{number}}',
    refuseNumbered: 'Send away: client {{number}}',
    refused: 'Somebody is waiting who cannot be let in',
    refusedNumbered: 'Client {{number}} is waiting and cannot be let in',
  },
  knock: {
    reading: 'Looking at their device…',
    same: 'Same device as in your last {{number}} sessions',
    sameOnce: 'Same device as in your last session',
    new: 'New device. Compare the words before anything else.',
    unknown: 'It is not known whether this device is new. Compare the words before anything else.',
    unshielded:
      'Their window is not reported as hidden, and you chose to let nobody in then. Choose differently in the settings, or send them away.',
    app: 'Joined with the Quietroom app',
    browser:
      'Joined in a browser: code from the server. Whoever controls the server could change it, and see and hear the call.',
  },
  refusal: {
    copied: {
      what: 'This link was already used on another device. Somebody may have copied it.',
      next: 'Send them away, ask your client about it, and give them a new link.',
    },
    revoked: {
      what: 'This link is not valid any more: whoever it was for was removed.',
      next: 'Send them away. If your client wants to come back, give them a new link.',
    },
    clock: {
      what: 'The date or time on their device, or on yours, is wrong.',
      next: 'Send them away, let both of you set the clock, and give your client a new link.',
    },
    version: {
      what: 'Their Quietroom and yours do not fit together: one of the two is out of date.',
      next: 'Send them away, let both of you update, and give your client a new link.',
    },
    repeated: {
      what: 'This is an old request that was sent again, perhaps by somebody else.',
      next: 'Send them away, and give your client a new link.',
    },
    full: {
      what: 'The session is full: nobody else fits in.',
      next: 'Send them away, or ask somebody in the session to leave first.',
    },
    tampered: {
      what: 'This request is not one that your link makes. Somebody may have tampered with it.',
      next: 'Send them away, and give your client a new link.',
    },
  },
  end: 'End',
  endDialog: {
    title: 'End the session?',
    text: 'The call ends for everybody. Your note stays open.',
    stay: 'Go on talking',
    end: 'End the session',
  },
  people: {
    title: 'People and links',
    remove: 'Remove',
    removeNamed: 'Remove {{name}} from the session',
  },
  lock: 'Lock Quietroom; nobody hears or sees you then',
  behindLock: {
    title: 'Your session goes on',
    text: 'Nobody is heard here, and your microphone and camera are off. Unlock to go on, then turn them on again.',
    waiting: 'Somebody is in the waiting room.',
    aside: 'There is something that you should read. Unlock now.',
  },
  panel: 'Beside the call',
  noteOf: 'Note of this session',
  wrapUp: {
    title: 'The session has ended',
    text: 'Nobody sees or hears you any more. Your note is still open: finish it in your own time.',
    farewell: {
      telling:
        'The server could not be reached to tell it that the session has ended. It is told as soon as it can be, also when you go on, while the vault is open. Until then, about two minutes at most, your client’s page may still show the session.',
      'given-up':
        'The server could not be told that the session has ended. About two minutes after it last heard of you it ends the session by itself. Until then your client’s page may still show the session.',
    },
    done: 'Done',
    files: 'They are gone when you are done here. Store or save what you want to keep.',
    reason: {
      ended: 'You ended it.',
      'host-gone': 'Your connection was gone for too long, so the server closed the session.',
      'media-failed': 'The server’s media process stopped, so the session was closed.',
      'server-stopping': 'The server was switched off.',
      removed: 'The server closed the session for you.',
      refused: 'The server did not take this session.',
    },
  },
  failed: {
    start: 'The session did not start',
    lookBack: 'Your vault is open, but part of it did not answer',
    lookBackText:
      'After unlocking, Quietroom looks whether a session was under way. That could not be read. If you were in one, whoever was in it with you waits or has left.',
    goOn: 'Go on to your clients',
  },
} as const;
