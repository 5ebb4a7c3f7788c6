/** A day as it is said inside a sentence, at the beginning of one. */
export function capitalized(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
