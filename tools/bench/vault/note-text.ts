import { createHash } from 'node:crypto';

// Texts that are used as people use words: a few of them everywhere, most of them hardly ever (Zipf's law, roughly). A text
// of equally frequent words would have each of them in every fourth note.

const vocabulary = 20_000;

const syllables = ['ba', 'ne', 'tor', 'wi', 'lu', 'sam', 'ger', 'do', 'fi', 'krel', 'mo', 'pa'];

/** Of the so many words, one by its rank: the first is the most frequent. */
function wordOf(rank: number): string {
  return `${syllables[rank % syllables.length] ?? ''}${rank.toString(36)}`;
}

/**
 * For each 16-bit number a word. The logarithm of ranks is spread evenly, so that a word of twice the rank is half as
 * frequent.
 */
const spread = Array.from({ length: 0x1_0000 }, (_, at) =>
  wordOf(Math.floor(vocabulary ** (at / 0x1_0000)) - 1),
);

/** Text that is another one for each seed, and the same for the same one. */
export function noteTextOf(seed: number, characters: number): string {
  // No word is shorter than three letters and a blank.
  const bytes = createHash('shake256', { outputLength: characters }).update(String(seed)).digest();
  let text = '';
  for (let at = 0; text.length < characters; at += 2) {
    text += `${spread[bytes.readUInt16LE(at)] ?? ''} `;
  }
  return text.slice(0, characters);
}

/** What somebody looks for: rare and frequent words, their beginnings, two of them, and a phrase. */
export function searchesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const rank = Math.floor(vocabulary ** ((at % 97) / 97)) - 1;
    const word = wordOf(rank);
    switch (at % 5) {
      case 0:
        return word.slice(0, 3);
      case 1:
        return `${word} ${wordOf(at % 50)}`;
      case 2:
        return `"${wordOf(at % 7)} ${wordOf(at % 11)}"`;
      default:
        return word;
    }
  });
}
