import type { PostureCheck, PostureReason } from '../../../src/contract/posture-calls.ts';

/** What is found about the computer. Never that somebody watches or records, and never that nobody does. */
export const computer = {
  title: 'This computer',
  card: {
    text: 'How well the computer under Quietroom is looked after: its disk, its lock, its updates, its network.',
    open: 'Look at this computer',
  },
  text: 'What Quietroom could find out by itself. It is advice. Whether somebody watches or records cannot be found out by any program. Where you choose “No session without this”, a session starts only when that was found to be in order.',
  lookAgain: 'Look again',
  looking: 'Looking',
  checked: 'Looked at {{day}}, {{time}}. During a session nothing is looked at.',
  notChecked: 'Nothing was looked at yet.',
  required: 'No session without this',
  state: {
    ok: 'In order',
    unknown: 'Could not be told',
    'not-verified': 'Not verified on this system',
  },
  unknownText:
    'The system gave no answer that Quietroom understands. Nothing is wrong because of that, and nothing is proven.',
  notVerifiedText:
    'Nobody who wrote this check has seen what such a system answers, so it is not asked. Look for yourself, or ask whoever looks after your computer.',
  /** On macOS, which tells of no other disk. */
  startupDiskOk:
    'The startup disk is encrypted. Should your vault lie on another one, that was not looked at.',
  check: {
    'disk-encryption': {
      title: 'Encryption of the disk',
      ok: 'The disk that your vault lies on is encrypted.',
    },
    'screen-lock': {
      title: 'Lock of the screen',
      ok: 'The screen locks by itself when nobody uses the computer.',
    },
    'os-updates': {
      title: 'Updates of the system',
      ok: 'Updates were installed in the last weeks.',
    },
    network: {
      title: 'Network',
      ok: 'You are not on an open Wi-Fi.',
    },
    'server-identity': {
      title: 'Your practice’s server',
      ok: 'The server is one that Quietroom knows.',
    },
    'remote-session': {
      title: 'Where you sit',
      ok: 'You seem to sit at this computer itself.',
    },
    'other-programs': {
      title: 'Other programs',
      ok: 'None of the programs for remote control or recording that Quietroom knows by name is running.',
    },
  } satisfies Record<PostureCheck, { title: string; ok: string }>,
  advice: {
    'not-encrypted': {
      title: 'The disk is not encrypted',
      text: 'Your vault is encrypted by itself. Everything else on a stolen computer can be read. Switch encryption on: BitLocker or device encryption on Windows, FileVault on a Mac; on Linux it is chosen when the system is installed.',
    },
    encrypting: {
      title: 'The disk is being encrypted',
      text: 'Leave the computer on and plugged in until that is done. Before, a part of it can be read.',
    },
    'encryption-paused': {
      title: 'Encryption of the disk is suspended',
      text: 'The key lies open on the disk, often after an update. Switch protection on again in the settings of the system.',
    },
    'no-lock': {
      title: 'The screen does not lock by itself',
      text: 'Whoever comes by can use the computer. Let it lock after a few minutes, with a password.',
    },
    'slow-lock': {
      title: 'The screen locks late',
      text: 'It takes more than a quarter of an hour. A few minutes are better for a desk that you walk away from.',
    },
    'old-updates': {
      title: 'No update for more than six weeks',
      text: 'Let the system look for updates and install them, today after your last session.',
    },
    'no-more-updates': {
      title: 'This version gets no more updates',
      text: 'What is found to be broken in it stays broken. Move to a newer version, or ask whether yours is one with longer support.',
    },
    'open-wifi': {
      title: 'This Wi-Fi is open',
      text: 'Everybody near it can see whom your computer talks to. What you say stays encrypted. Use another network, or your phone’s.',
    },
    'weak-wifi': {
      title: 'This Wi-Fi is badly protected',
      text: 'Its kind of encryption was broken long ago. What you say stays encrypted. Use another network, or have the router set to WPA2 or WPA3.',
    },
    portal: {
      title: 'Something else answers in place of your server',
      text: 'Often it is a page on which a hotel or a train wants you to sign in. Open a browser: if there is one, sign in and look again.',
    },
    'other-key': {
      title: 'The server shows other keys than before',
      text: 'A company or a virus scanner may be reading along on the way there, or the server was set up anew. Ask whoever runs it before you go on. What you say in a session stays encrypted.',
    },
    'not-vouched': {
      title: 'Nobody known vouches for the server',
      text: 'It may have a certificate of its own, or somebody may be reading along on the way there. Ask whoever runs it. What you say in a session stays encrypted.',
    },
    remote: {
      title: 'This screen is shown somewhere else',
      text: 'You are connected to this computer from another one, or somebody is. Whoever looks after that other computer can see and hear what you do. Hold sessions at the computer in front of you.',
    },
    'remote-tool': {
      title: 'A program for remote control is running',
      text: 'Whether somebody is connected cannot be told. Close it before a session, unless whoever looks after your computer needs it.',
    },
    recorder: {
      title: 'A program that can record is running',
      text: 'Whether it records cannot be told. Close it before a session if you do not need it.',
    },
  } satisfies Record<PostureReason, { title: string; text: string }>,
  programs: 'Running: {{names}}',
  acceptKey: 'I have asked: these keys are right',
  record: {
    title: 'Record of every day',
    text: 'Kept in your vault and in its backups, where Quietroom changes nothing of it. After a theft it says what was found about this computer, day by day.',
    allInOrder: 'Everything that could be told was in order',
    someUnknown: 'could not be told: {{checks}}',
    none: 'There is no record yet.',
  },
  system: {
    windows: 'Windows',
    macos: 'macOS',
    linux: 'Linux',
    other: 'another system',
  },
} as const;
