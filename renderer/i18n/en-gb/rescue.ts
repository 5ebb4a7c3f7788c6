/** Looking at what can still be read of a damaged vault. */
export const rescue = {
  offer: 'Look at what can still be read',
  afterSession: 'Both can be done after the session.',
  title: 'What can still be read',
  text: 'Quietroom reads a copy of the vault and shows what it finds. Nothing is written into the vault and nothing is repaired. It takes some minutes for a large vault, and room on the disk for another copy.',
  begin: 'Unlock and read',
  byOther:
    'Use your passphrase or your recovery key. Nothing is put into the keychain here. If you have neither, restore a backup, or sign in to this computer as the person who created the vault.',
  working: 'Reading what can be read…',
  found: {
    whole: {
      title: 'Everything in it can be read',
      text: 'What is damaged holds nothing of your clients. The vault still has to be replaced: restore your last good backup, or export what you need.',
    },
    some: {
      title: 'Some of it cannot be read',
      text: 'What is shown here was found to be as it was written. What cannot be read stands with each client. An earlier backup may still have it.',
    },
    older: {
      title: 'Something in it may be older than what you wrote last',
      text: 'Everything here can be read and was written by you. But it is not all that was there last, and nobody can tell what is missing.',
    },
    nobody: {
      title: 'No client can be read',
      text: 'Either there never was one, or what tells who your clients are is damaged, and nothing leads to their notes. A backup would have it.',
    },
    keysLost: {
      title: 'Only names and days can be read',
      text: 'The keys of your clients’ records are damaged, so that no note and no file can be opened. A backup would have those keys.',
    },
    more: 'There may be more that is missing than can be named.',
    unplaced: 'Missing as well, and nobody can tell whose: {{number}} of the vault’s entries.',
  },
  backup: {
    title: 'Your last good backup is of {{day}}',
    text: 'It is in the folder “{{folder}}”. What was written after that day is only here: export it before you restore, or take this vault back later; it is put aside, not deleted.',
    onlyWay:
      'It is in the folder “{{folder}}”. This vault is put aside when you restore it, not deleted.',
    none: 'No backup is known',
    noneText: 'Look for a folder with backups all the same: on another disk, or in the practice.',
  },
  clients: {
    title: 'Clients',
    nameless: 'Name cannot be read',
    there: 'Notes: {{notes}} · Files: {{files}}',
    lost: 'Missing or not whole: {{number}}',
  },
  client: {
    lost: 'What cannot be read',
    nothing: 'Everything that is known of this client can be read.',
    noteOf: 'Note of {{day}}',
    note: {
      all: 'None of it can be read.',
      text: 'Its text. What was added to it can be read.',
      newest: 'Its last words. An earlier version can be read.',
      earlier: 'Earlier versions. Its last words can be read.',
      added: 'An amendment.',
      signature: 'Its signature.',
    },
    aFile: 'A file whose name cannot be read',
    stored: 'Stored {{day}}.',
    someDay: 'a day that is not known',
    card: {
      lost: 'Sealed card',
      name: 'The real name.',
      place: 'Where they are.',
      contact: 'The emergency contact.',
      numbers: 'The crisis numbers.',
      title: 'The sealed card is not opened here',
      text: 'There is one. Why it is opened has to be written down and kept, and nothing can be kept in a damaged vault. To open it, restore a backup. The export leaves it out and says so.',
    },
    others: 'Other things, such as signed records or the agreed phrase: {{number}}',
    more: 'And more than these: {{number}}',
    export: {
      title: 'Take out what can be read',
      text: 'One encrypted file with everything of this client that can be read. It says what could not be, and opens with seven words, without Quietroom.',
      begin: 'Export this record',
    },
  },
  notes: {
    title: 'Notes that can be read',
    text: 'To read, not to write on. Each is as it was saved once; whether that is the last version, and whether signatures hold, is not verified here.',
    none: 'No note of this client can be read.',
    notWhole: 'Not whole',
    noText: 'Only what was added to it can be read',
  },
  note: {
    unchecked: {
      title: 'Read out of a damaged vault, not verified',
      text: 'These are words that were saved in this note once. Whether they are the last ones, and whether signatures hold, is not verified here. An export says of each signature whether it holds.',
    },
    text: 'As it was saved {{day}}, {{time}}',
    added: 'Amendment {{number}}, of {{day}}, {{time}}',
    empty: 'Its text cannot be read, or nothing was written.',
    back: 'All notes',
  },
  back: 'All clients',
  end: 'Close',
} as const;
