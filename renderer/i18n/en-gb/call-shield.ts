/**
 * What is said in a call of windows that can, or may, be captured; the same for therapist and guest. Nobody says more than
 * the app that tried: a report is called one, and not seeing is not called safe. Reading age about eleven.
 */
export const callShield = {
  title: 'Screenshots and recorders',
  text: 'Each app tries to capture its own window, and reports what it saw. Nobody here can check a report, and a camera in front of a screen sees everything.',
  you: 'You',
  reported: {
    hidden: 'Their app reports that it tried to capture its window and did not see it.',
    visible: 'Their app reports that its window can be captured: it tried, and saw it.',
    impossible: 'Their app reports that their computer has no way of hiding windows.',
    unknown: 'Their app reports that it does not know whether its window can be captured.',
    none: 'Their app has not reported anything yet.',
    browser: 'They use a browser. It has no way of hiding its window.',
  },
  own: {
    hidden: 'Your app tried to capture its window and did not see it.',
    visible: 'Your window can be captured: your app tried, and saw it.',
    impossible: 'Your computer has no way of hiding windows. Your app tried, and saw its own.',
    unknown: 'Your app does not know whether its window can be captured.',
    none: 'Your app has not reported anything yet.',
    browser: 'You use a browser. It has no way of hiding its window.',
  },
  held: {
    host: 'Your camera stays off as long as somebody’s window is not reported as hidden. You chose that in the settings.',
    guest:
      'Your therapist’s camera stays off as long as somebody’s window is not reported as hidden.',
  },
} as const;
