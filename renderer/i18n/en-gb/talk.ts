/**
 * Words of what is written and handed over in a call, as far as they are said before the panel's code is there, or after
 * the call. Reading age about eleven: clients read them too.
 */
export const talk = {
  title: 'Messages',
  show: 'Show the messages',
  showNew: 'Show the messages. {{number}} new',
  hide: 'Hide the messages',
  newOne: 'One new message.',
  newMany: '{{number}} new messages.',
  loading: 'Opening the messages…',
  notLoaded: 'The messages could not be opened. The call goes on.',
  file: {
    save: 'Save',
    saveNamed: 'Save {{file}}',
    saving: 'Saving…',
    saved: 'Saved where you said.',
    savedBrowser: 'Your browser saves it, as it does with every download.',
    notSaved: 'Not saved.',
  },
  unsaved: {
    title: 'Files that are not saved',
    one: 'One file that you got is not saved',
    many: '{{number}} files that you got are not saved',
    host: 'Save or store them now, or on the next page.',
    guest: 'Save them now, or after you have left and before you close the window.',
    oneHost: 'Save or store it now, or on the next page.',
    oneGuest: 'Save it now, or after you have left and before you close the window.',
    look: 'Show the messages',
  },
} as const;
