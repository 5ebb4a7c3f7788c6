// What a new note may start from (V5). A template is a list of headings and nothing else: once it is in the note it is
// text like any other, which can be changed, added to and thrown away.

/** The headings of each template, in order; `free` has none. */
export const noteTemplates = {
  free: [],
  soap: ['subjective', 'objective', 'assessment', 'plan'],
  dap: ['data', 'assessment', 'plan'],
  birp: ['behaviour', 'intervention', 'response', 'plan'],
} as const satisfies Record<string, readonly string[]>;

export type NoteTemplate = keyof typeof noteTemplates;
export type NoteHeading = (typeof noteTemplates)[NoteTemplate][number];

/** The text that a note starts from: each heading on a line of its own, with room to write below it. */
export function startOfNote(
  template: NoteTemplate,
  wordOf: (heading: NoteHeading) => string,
): string {
  return noteTemplates[template].map((heading) => `${wordOf(heading)}\n\n\n`).join('');
}

/** Only where nothing would be written over is a template offered. */
export function canStartFromTemplate(text: string): boolean {
  return text.trim() === '';
}
