/**
 * What somebody typed or pasted, as it can be said: without control characters other than line breaks and tabs, whole,
 * and without empty lines around it.
 */
export function sayableText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}
