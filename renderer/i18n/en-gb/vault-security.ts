/** How well the vault is kept. */
export const vaultSecurity = {
  title: 'Vault security',
  text: 'How your clients and notes are kept on this computer, and what brings them back.',
  open: 'Open vault security',
  file: {
    title: 'The vault’s file',
    text: 'Everything in it is encrypted. Quietroom asks the open file itself how.',
    cipher: 'Encryption of the file',
    place: 'Where it lies',
    here: 'Quietroom’s own folder on this computer',
    size: 'Size',
    free: 'Room left on that disk',
    unknown: 'the disk does not say',
    diskEncrypted: 'The disk is encrypted',
    short: {
      title: 'There is not much room left on this disk',
      text: 'A backup and a new key need the size of the vault once more. Make room before you need one of them.',
    },
  },
  ways: {
    title: 'Ways into the vault',
    text: 'Each of them opens it alone. If one is lost, the others still do.',
    keychain: 'This computer’s keychain',
    state: {
      checking: '{{name}}, being asked',
      works: '{{name}}, has the key',
      missing: '{{name}}, has lost the key',
      changed: '{{name}}, has another key',
      unavailable: '{{name}}, does not answer now',
      refused: '{{name}}, refuses to answer',
      none: 'Not used',
    },
    lost: {
      title: 'The keychain does not open the vault any more',
      text: 'It was emptied or exchanged. Nothing in the vault is lost. Put a new key into it, or go on with your other ways.',
    },
    away: {
      title: 'The keychain does not answer',
      text: 'Nothing is lost. It is often back after a restart. Until then, your other ways open the vault.',
    },
    useKeychain: 'Put a key into the keychain',
    stopKeychain: 'Stop using the keychain',
    stop: {
      title: 'Stop using the keychain?',
      text: 'From then on you type something each time you unlock. Your other ways stay as they are.',
      confirm: 'Stop using it',
    },
  },
  renewal: {
    title: 'The vault’s key',
    text: 'Renew it when somebody may have what opens the vault: after a computer was stolen or sold, when a colleague has left, or when your passphrase or the paper was seen. You can go on working meanwhile.',
    open: 'Renew the key…',
    ask: {
      title: 'Renew the vault’s key',
      text: 'The vault gets another key, and every way into it is made anew. What opened it before opens it no more. Backups in your folder open with the new recovery key from then on.',
      limits:
        'A copy of the vault or of the backups that somebody took before still opens with what was valid then. The old file is deleted, but a disk may keep parts of it for a while.',
      passphrase: 'Passphrase from now on',
      hint: 'Quietroom does not keep it, so it has to be typed once more. If somebody may know it, choose another one.',
      leaveOut: 'No passphrase from now on',
      goOn: 'Make the new recovery key',
    },
    paper: {
      title: 'Your new recovery key',
      text: 'Put it on paper first. Nothing changes before you say that it is there. Then the key is renewed, and the earlier paper opens the vault no more.',
      proof:
        'Type one group from the paper, not from this screen. The key works once the vault’s key is renewed.',
      done: 'It is on paper: renew the key',
    },
    working: 'Copying everything under the new key, and reading it back…',
    done: {
      title: 'The vault has a new key',
      text: 'The paper with kit number {{number}} opens it from now on. If you have copies of earlier backups elsewhere, keep the earlier paper for them; otherwise destroy it.',
    },
    refused: {
      title: 'The key cannot be renewed now',
      text: 'A session runs, a record is being destroyed, or the key is being renewed already. Try again when that is over.',
    },
    unchanged: {
      title: 'Nothing was changed',
      text: 'What opened the vault before still does. The paper with kit number {{number}} opens nothing: destroy it.',
    },
  },
  destroyed: {
    title: 'Destroyed records',
    text: 'Each left a certificate, and the reason where it was before its time; nothing else. The certificate names nobody, and anybody can check it.',
    none: 'No record has been destroyed.',
    one: 'Destroyed {{day}}, {{time}}',
    due: 'Its time was over.',
    early: 'Before its time: {{reason}}',
    unfinished:
      'Something of it is not overwritten yet. That is done, and the certificate made, when you unlock the vault next.',
  },
  verification: {
    title: 'Verification',
    text: 'Reads every page and every row, and compares them with what was written. You can go on working meanwhile.',
    last: 'Last verification',
    never: 'never',
    right: '{{day}}, {{time}}: everything is as it was written',
    wrong: '{{day}}, {{time}}: something is not as it was written',
    working: 'Reading and comparing…',
    run: 'Verify now',
    done: 'Everything is as it was written.',
    damaged: {
      title: 'Something in the vault is not as it was written',
      text: 'Delete nothing, and keep the backups that you have. What you can still open is readable: export what you need, and restore the last good backup on this or another computer.',
    },
  },
  mended: {
    title: 'A damaged part of the vault was made whole again',
    text: 'What opens the vault lies on this disk twice. One copy was damaged and was made anew from the other: nothing is lost. Make a backup today, because a disk that damages files may do it again.',
  },
  reminder: {
    title: {
      none: 'There is no backup yet',
      old: 'There is no recent backup',
    },
    text: 'If this computer’s disk breaks, what is only on it is gone.',
    open: 'See to backups',
  },
} as const;
