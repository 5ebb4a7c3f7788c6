/** Backups of the vault, and restoring one. */
export const backups = {
  title: 'Backups',
  text: 'A copy of everything in the vault, encrypted, made once a day and after each session, in a folder that you choose: best on a disk that does not stay beside this computer. Each copy is read back before it counts.',
  folder: 'Folder',
  noFolder: 'none yet',
  last: 'Last good backup',
  none: 'none yet',
  lastIs: '{{day}}, {{size}}',
  tested: 'Last test with the recovery key',
  never: 'never',
  choose: 'Choose a folder',
  chooseAnother: 'Choose another folder',
  make: 'Back up now',
  test: 'Test my backup',
  working: {
    backup: 'Backing up…',
    'backup-test': 'Restoring the newest backup, for a test…',
    restore: 'Restoring…',
    percent: '{{percent}} per cent',
  },
  made: 'The backup is made, and was read back.',
  passed:
    'The newest backup is whole, and your recovery key opens it. You could go on with it on another computer today.',
  overdue: {
    title: 'There is no recent backup',
    text: 'If this computer’s disk breaks, what is only on it is gone.',
  },
  needsKit: {
    title: 'Backups need a new recovery key',
    text: 'The recovery key that you have is from before there were backups, or there is none. Make a new one above and put it on paper: it will open the backups as well.',
  },
  owes: {
    title: 'The backup folder has to be connected once more',
    text: 'Something was destroyed, or a key was changed, while the folder was not there. Until the next backup, the copies in it can still be opened as before.',
  },
  lastFailed: 'The last attempt, {{day}}, did not work',
  failed: {
    conflict:
      'That folder belongs to another vault, or to a later copy of this one. Choose another folder.',
    'not-found': 'There is no backup there.',
    'save-failed':
      'The folder was not there, or did not keep what was written. Connect the disk, and try again.',
    'too-large':
      'There is room on that disk, but it cannot hold a file as large as a backup now is: sticks often hold none of 4 GB. Choose a folder on another disk.',
    'disk-full': 'There is not enough room for another backup. The earlier ones are as they were.',
    'vault-wrong-key':
      'This recovery key does not open these backups. Look for a paper with another number.',
    'recovery-key-mistyped':
      'This is not how a recovery key looks. Compare it with the paper, group by group.',
    'vault-damaged':
      'This backup is damaged and cannot be restored. Nothing was changed. Try an earlier one.',
    'vault-rolled-back':
      'The keyring in the folder is older than this backup, so not all of it could be opened. Try an earlier one.',
    'vault-newer': 'A later version of Quietroom made this backup. Install that version first.',
  },
  paper: {
    title: 'Test my backup',
    text: 'Take the paper with your recovery key and type it. The newest backup is restored with nothing but that, and removed again.',
    label: 'Recovery key',
    begin: 'Begin the test',
  },
  restore: {
    offer: 'Restore from a backup',
    title: 'Restore from a backup',
    text: 'Choose the folder with your backups, and have the paper with your recovery key at hand.',
    which: 'Which backup',
    one: '{{when}}, {{size}}',
    begin: 'Restore this one',
    keyring: {
      none: 'There is no keyring in this folder, so no backup in it can be restored. Choose the folder that has a file named “keyring”.',
      damaged:
        'The keyring in this folder is damaged, so no backup in it can be restored. Look for another copy of the folder.',
      newer: 'A later version of Quietroom made these backups. Install that version first.',
    },
    empty: 'There is no backup in this folder that goes with its keyring.',
    leave: 'Your backups stay as they are.',
    aside: {
      title: 'The vault that is here is put aside',
      text: 'It is not deleted, and neither is its key in the keychain. You can take it back later, in this place.',
      list: 'Vaults that were put aside',
      none: 'There was a vault here. It was put aside, perhaps by a restoring that was interrupted, and nothing of it is deleted.',
      back: 'The vault that is here now is then put aside in its turn.',
      one: 'Put aside {{day}}, {{time}}',
      take: 'Take it back',
    },
  },
} as const;
