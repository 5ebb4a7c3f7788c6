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
  },
  alone: {
    title: 'The waiting room is open',
    text: 'Send the link to your client. You will see here when they arrive.',
  },
  invite: {
    label: 'Link for your client',
    text: 'Works once. Send it in a way that only your client can read.',
    expires: 'It can be used until {{time}}, {{day}}.',
    creating: 'Making a link…',
    another: 'Make another link',
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
  locked: {
    title: 'The vault is locked.',
    text: 'The call goes on. Unlock the vault to write the note.',
  },
  panel: 'Beside the call',
  noteOf: 'Note of this session',
  wrapUp: {
    title: 'The session has ended',
    text: 'Everybody has left. Your note is still open: finish it in your own time.',
    done: 'Done',
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
  },
} as const;
