/** The therapist's settings about captures: what was tried here, what systems do, and the rule for others. */
export const shieldSettings = {
  title: 'Screenshots and recorders',
  text: 'Quietroom asks this computer to keep its windows out of screenshots and recordings. Then it tries to capture its own window, to see what came of it. No program can stop a camera in front of a screen.',
  hidden:
    'Quietroom tried to capture this window and did not see it, while it saw another window by the same means. Other ways of capturing were not tried.',
  trying: 'Trying…',
  test: 'Test again',
  inSession: 'Not while a session runs.',
  table: 'What systems do, as their makers and users report',
  here: '{{system}} (this computer)',
  system: {
    windows: 'Windows 10 from version 2004, Windows 11',
    faulty: 'Windows before 11 23H2 with newer Electron',
    windowsOld: 'Older Windows',
    macos: 'macOS 15 and later',
    macosOld: 'Older macOS',
    linux: 'Linux',
    camera: 'A camera, anywhere',
  },
  does: {
    windows: 'Leaves the window out of the picture.',
    faulty: 'Should leave it out; some windows were captured.',
    windowsOld: 'Shows black in its place.',
    macos: 'Leaves it out of older ways of capturing. Newer ones can show it.',
    macosOld: 'Leaves it out of most ways of capturing. Some tools have shown it.',
    linux: 'Has nothing of the kind. The window is captured like any other.',
    camera: 'Sees whatever is on the screen.',
  },
  rule: {
    label: 'When somebody’s window is not reported as hidden',
    choose: 'Choose',
    warn: 'Tell me',
    'audio-only': 'Tell me, and keep my camera off',
    refuse: 'Do not let them in',
    text: 'What the others’ apps report cannot be checked from here. A browser reports nothing.',
  },
} as const;
