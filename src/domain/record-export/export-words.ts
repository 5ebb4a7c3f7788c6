/**
 * What the pages of an export say. They are for the client, and leave the program: their language is chosen when they are
 * made, and not by whoever reads them later.
 */
export const exportWords = {
  lang: 'en',
  locale: 'en-GB',
  title: 'Your record',
  for: 'Kept under the name',
  madeAt: (day: string, zone: string) => `Put together on ${day}. All times are those of ${zone}.`,
  what: 'These are the things that the therapist keeps about you in Quietroom. The same, for programs, is in record.json.',
  addedAt: (day: string) => `Added on ${day}.`,
  phrase: 'Phrase that was agreed on',
  treatment: {
    ended: (day: string) => `The treatment ended on ${day}.`,
    adultIn: (year: string) =>
      `Year of the 18th birthday, which decides how long this is kept: ${year}.`,
  },
  damaged: {
    title: 'What could not be read',
    says: 'The vault that this record was taken from was damaged. What is in this record was found to be as it was written; this was left out:',
    nothing: 'Nothing of this client, as far as could be seen.',
    note: {
      all: (day: string) => `The note of ${day}`,
      text: (day: string) =>
        `The text of the note of ${day}; what was added to it is in this record`,
      newest: (day: string) =>
        `What the note of ${day} said last. What stands in this record is an earlier version of it.`,
      earlier: (day: string) => `Earlier versions of the note of ${day}`,
      added: (day: string) => `Something that was added to the note of ${day}`,
      signature: (day: string) => `The signature of the note of ${day}`,
    },
    file: (name: string, day: string) => `The file ${name}, stored ${day}`,
    card: {
      name: 'The real name on the sealed card',
      place: 'The whereabouts on the sealed card',
      contact: 'The emergency contact on the sealed card',
      numbers: 'The crisis numbers on the sealed card',
    },
    others: (count: number) =>
      count === 1
        ? '1 other thing about sessions or what was agreed'
        : `${String(count)} other things about sessions or what was agreed`,
    mayBeMore: 'There may be more: not everything that is missing can be named.',
    unknownDay: 'a day that is not known',
    unknownName: 'whose name is not known',
  },
  leftOut: {
    title: 'What was left out',
    notes: (count: number) => (count === 1 ? '1 note' : `${String(count)} notes`),
    files: (count: number) => (count === 1 ? '1 file' : `${String(count)} files`),
    says: (what: string) => `Not in this record: ${what}.`,
    reason: 'The reason that was given:',
    and: ' and ',
  },
  card: {
    title: 'Sealed card',
    what: 'For an emergency, the therapist keeps these apart from everything else. Opening them takes a written reason each time.',
    leftOut:
      'There is a sealed card with details for an emergency. It was not opened for this record, so what stands on it is not here.',
    none: 'Nothing stands on it any more.',
    field: {
      name: 'Real name',
      place: 'Where you are',
      contact: 'Emergency contact',
      numbers: 'Crisis numbers',
    },
    columns: ['What', 'Written down', 'Text'],
    unreadable: 'This could not be read.',
    openings: 'When it was opened, and why',
    opened: (number: number, day: string) => `Opening ${String(number)}, ${day}:`,
  },
  notes: {
    title: 'Notes',
    none: 'There are none.',
    of: (day: string) => `Note of ${day}`,
    savedAt: (day: string) => `Last changed ${day}.`,
    inSession: (day: string) => `About the session of ${day}.`,
    empty: 'This note is empty.',
    lost: 'Its text could not be read.',
    versions: 'Earlier versions',
    signedAt: (day: string) => `Signed ${day}. The signature holds.`,
    broken: (day: string) =>
      `Signed ${day}. The signature does NOT hold: this text is not what was signed.`,
    amended: (number: number, day: string) => `Addition ${String(number)}, signed ${day}.`,
  },
  versions: {
    title: (day: string) => `Versions of the note of ${day}`,
    back: 'Back to the record',
    one: (revision: number, day: string) => `Version ${String(revision)}, saved ${day}`,
    what: 'While a note is written it is saved again and again. Of older versions, one is kept for every five minutes.',
  },
  sessions: {
    title: 'Sessions',
    none: 'There were none.',
    columns: ['Began', 'Ended', 'Server', 'Devices, invites, protection'],
    running: 'Still runs',
    app: { app: 'In the app', browser: 'In a browser' },
    device: (mark: string) => `(device ${mark})`,
    words: {
      same: 'safety words were the same',
      different: 'safety words were different',
      none: 'safety words were not compared',
    },
    unsealed: (from: string, to: string) =>
      `Something of the therapist’s left their computer WITHOUT end-to-end encryption, from ${from} to ${to}`,
    invite: {
      open: (day: string) => `An invite that was not used yet, good until ${day}`,
      bound: (day: string) => `An invite that a device has used, good until ${day}`,
      revoked: (day: string) => `An invite that was taken back, good until ${day}`,
    },
  },
  files: {
    title: 'Files',
    none: 'There are none.',
    columns: ['Name', 'Size', 'Stored', 'In this record as'],
  },
  slips: {
    title: 'Signed records of sessions',
    none: 'There are none.',
    what: 'Each says how a session was protected, signed by those who took part.',
    columns: ['Session', 'Kept', 'Holds', 'In this record as'],
    holds: 'Yes',
    broken: 'No',
  },
} as const;
