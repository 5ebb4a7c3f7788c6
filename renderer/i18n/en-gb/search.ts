/** Looking through the whole vault. */
export const search = {
  title: 'Search',
  label: 'Words to look for',
  hint: 'The beginnings of words are enough. “In quotation marks”: just these words, in this order.',
  where: {
    title: 'Look for anything that you wrote',
    text: 'Quietroom looks through notes, amendments, file names and pseudonyms. It does not look at earlier versions of notes, agreed phrases, signed records, or what is inside files. What you look for is kept nowhere.',
  },
  searching: 'Searching…',
  results: 'Results',
  oneResult: '1 result',
  manyResults: '{{number}} results',
  firstResults: 'The first {{number}} results',
  none: {
    title: 'Nothing found',
    text: 'Try fewer words, or only the beginning of one. Earlier versions of notes, agreed phrases, signed records and what is inside files are not looked at.',
  },
  tooLong: {
    title: 'That is too long to look for',
    text: 'Use {{number}} characters at most: a few words are enough.',
  },
  building: {
    text: 'Quietroom is still reading the vault for the search. Here is what was found so far.',
    again: 'Search again',
  },
  kind: {
    client: 'Client',
    file: 'File, {{day}}',
    note: 'Note, {{day}}',
    amendment: 'Amendment, {{day}}',
  },
  more: 'Show more',
} as const;
