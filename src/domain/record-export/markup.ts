/** HTML that is safe to put into a page: made by `markup` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, markup is not, null is nothing. */
export type Insert = string | number | Markup | readonly Markup[] | null;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Control characters that no page may have; tab and line feed stay. */
const forbidden = /(?![\t\n])\p{Cc}/gu;

/**
 * Markup from a template. Whatever is inserted is text unless `markup` made it, so that nothing that somebody typed becomes
 * an element. Attributes are written in double quotes.
 */
export function markup(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(
    parts.reduce((text, part, index) => text + writeInsert(inserts[index - 1] ?? null) + part),
  );
}

/** Whatever somebody typed, as text of a page. Line ends are made one kind; a lone surrogate becomes the usual sign. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(forbidden, '\uFFFD')
    .replace(/[&<>"'`]/gu, (sign) => escapes[sign] ?? '');
}

function writeInsert(insert: Insert): string {
  if (insert === null) return '';
  if (insert instanceof Markup) return insert.text;
  if (typeof insert === 'object') return insert.map(({ text }) => text).join('');
  return escapeText(String(insert));
}
