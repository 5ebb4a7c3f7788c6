/** Twice as many UTF-16 units at most, which is what the contract counts. */
const maxCodePoints = 100;

/** The first line of a note that says anything, by which a list shows it. */
export function firstLineOf(text: string): string {
  const firstLine = text.trimStart().split(/[\r\n\u2028\u2029]/u, 1)[0] ?? '';
  return Array.from(firstLine.slice(0, 2 * maxCodePoints))
    .slice(0, maxCodePoints)
    .join('');
}
