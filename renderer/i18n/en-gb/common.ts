/** Words that many screens share, and those of the components themselves. */
export const common = {
  appName: 'Quietroom',
  skipToContent: 'Skip to the content',
  action: {
    tryAgain: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    dismiss: 'Put this notice away',
    copy: 'Copy',
    copied: 'Copied',
    working: 'Working…',
    reload: 'Start again',
  },
  notice: {
    know: 'Please note:',
    stop: 'Stop:',
  },
  saved: {
    justNow: 'Saved just now',
    seconds: 'Saved {{number}} s ago',
    minutes: 'Saved {{number}} min ago',
    at: 'Saved at {{time}}',
    dirty: 'Not saved yet',
    saving: 'Saving…',
    failed: 'Not saved. Trying again.',
  },
  copy: {
    failed: 'It could not be copied. Select the text and copy it by hand.',
  },
  day: {
    today: 'today',
    yesterday: 'yesterday',
  },
  loading: 'Loading…',
  previewLabel: 'About this preview',
  preview: 'Preview: no capture shield. For trying Quietroom out, not for a real session.',
  serverSees: {
    title: 'The server could see and hear this version’s calls.',
    text: 'Picture and sound are encrypted on their way to your practice’s server, but not hidden from the server itself. The next version closes that gap.',
  },
  keys: {
    title: 'Keys',
    text: 'Everything that has a key of its own.',
    microphone: 'Turn the microphone on or off',
    camera: 'Turn the camera on or off',
    note: 'Show or hide the note beside the call',
    messages: 'Show or hide the messages beside the call',
    find: 'Find a client',
    settings: 'Open the settings',
    lock: 'Save and lock the vault',
    list: 'Show this list',
  },
} as const;
