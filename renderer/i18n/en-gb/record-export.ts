/** Words of the screen on which a client's record is exported. */
export const recordExport = {
  open: 'Export this record',
  card: {
    title: 'A copy for your client',
    text: 'When a client asks for what you keep about them, give them an encrypted file of it.',
  },
  title: 'Export a record',
  what: 'One encrypted file with everything that the vault holds of this client: notes with their earlier versions, files, sessions and signed records. Your client can read it without Quietroom.',
  notes: {
    title: 'Notes in it',
    text: 'Leave out what your client has no right to, such as what others told you in confidence. The file says how much was left out, and why.',
    none: 'There are no notes.',
    failed: 'The notes could not be read.',
  },
  files: {
    title: 'Files in it',
    failed: 'The files could not be read.',
  },
  reason: {
    label: 'Why something is left out',
    hint: 'Your client reads this.',
    missing: 'Say why something is left out.',
  },
  lock: {
    title: 'What opens the file',
    label: 'Opened with',
    passphrase: 'Words that Quietroom makes',
    key: 'A public age key of the recipient',
    keyLabel: 'Public key',
    keyHint: 'Begins with age1. A lawyer or an authority may have sent you one.',
    notKey: 'This is no public age key. Compare it with what you were sent.',
    classic:
      'A quantum computer may open this kind of key one day. If the recipient has one that begins with age1pq, use that.',
  },
  goOn: 'Go on',
  choosePlace: 'Choose where to save it',
  words: {
    title: 'Write these words down',
    text: 'They open the file, and are shown only now. Give them to your client by another way than the file: say them, or hand over the paper.',
    label: 'The seven words',
    typed: 'They are typed in small letters, with a dash between each.',
    save: 'They are on paper: save the file',
    back: 'Back',
  },
  running: {
    title: 'Exporting…',
    reading: 'Reading the vault…',
    writing: 'Writing the encrypted file…',
    checking: 'Reading the file back, to be sure…',
    percent: '{{percent}} per cent',
    other: 'This is another client’s record. One is exported at a time.',
    leave: 'You can go on with your work. It stops when the vault is locked.',
  },
  done: {
    title: 'The record is exported',
    text: 'The file is where you chose, {{size}} large. It was read back, and it is whole.',
    next: 'Give your client the file, and what opens it by another way. Then delete the file from this computer if you do not need it.',
    broken:
      'A signature in this record does not hold: something in the vault is not as it was signed. The file says where. Tell your practice’s IT.',
    back: 'Back to the client',
    again: 'Export again',
  },
  cancelled: 'Cancelled. Nothing was saved.',
  failed: 'Nothing was saved.',
} as const;
