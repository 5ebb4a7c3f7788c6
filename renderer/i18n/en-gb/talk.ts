/**
 * Words of what is written and handed over in a call, as far as they are said before the panel's code is there. Reading age about eleven: clients read them too.
 */
export const talk = {
  title: 'Messages',
  show: 'Show the messages',
  showNew: 'Show the messages. {{number}} new',
  hide: 'Hide the messages',
  newOne: 'One new message.',
  newMany: '{{number}} new messages.',
  notLoaded: 'This could not be opened. Everything else goes on.',
  unsaved: {
    one: 'One file that you got is not saved',
    many: '{{number}} files that you got are not saved',
    host: 'Save or store them now, or on the next page.',
    guest: 'Save them now, or after you have left and before you close the window.',
    oneHost: 'Save or store it now, or on the next page.',
    oneGuest: 'Save it now, or after you have left and before you close the window.',
    look: 'Show the messages',
  },
} as const;
