/** The signed record of a session. */
export const slip = {
  clean: {
    title: 'Every computer reports that all of it was sealed.',
    text: 'All of them have signed that. It is about the time named here, and no other.',
  },
  blemished: {
    title: 'A record of this session was signed, with these reservations:',
  },
  blemish: {
    'browser-guest':
      'Somebody took part from a browser. The page that it used came from the server, so the server could have changed it.',
    'sent-in-clear': 'A computer reports that it sent something that was not sealed.',
    'words-differ': 'Somebody said that the safety words were not the same.',
    'signature-missing': 'Not everybody has signed.',
    'report-missing': 'A computer did not report, or could not check what it had sent.',
    empty: 'Nobody came, or nothing was sent.',
  },
  when: 'From {{start}} to {{end}}. Signed by {{signatures}} of {{parties}}.',
  what: 'The record holds times and keys, no names and nothing that was said. It does show that two people met here: keep it only if you want to.',
  save: 'Save the record',
  saved:
    'The record is saved. Anybody can check it with “npm run verify” or in Quietroom’s settings.',
  savedBrowser:
    'Your browser has the record now, and saves it as it does every download: look there whether it is done. Anybody can check it with “npm run verify” or in Quietroom’s settings.',
  notSaved: 'The record was not saved.',
  fileName: 'record.slip',
  kept: 'The record lies in the vault, with this client.',
  nobody: 'Nobody was let in, so there is no record of this session.',
  none: 'No signed record of this session came in time.',
  list: {
    title: 'Signed records of sessions',
    one: 'Record of {{day}}, {{time}}',
    check: 'Check',
    failed: 'The records could not be read.',
  },
  check: {
    title: 'Check a signed record',
    text: 'Choose a record that somebody gave you. It is checked on this computer and sent nowhere.',
    choose: 'Choose a file',
    invalid: 'This is not a record, or it was changed after it was signed.',
    unreadable: 'The file could not be read.',
  },
} as const;
