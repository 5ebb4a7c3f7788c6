import { describe, expect, it } from 'vitest';
import {
  canStartFromTemplate,
  noteTemplates,
  startOfNote,
  type NoteTemplate,
} from '../../../src/domain/note-templates.ts';

describe('a template for notes', () => {
  it('is its headings, each with room below it', () => {
    expect(startOfNote('dap', (heading) => heading.toUpperCase())).toBe(
      'DATA\n\n\nASSESSMENT\n\n\nPLAN\n\n\n',
    );
  });

  it('has what the field knows it for', () => {
    const initials = (template: NoteTemplate): string =>
      noteTemplates[template].map((heading) => heading.charAt(0)).join('');
    expect(['soap', 'dap', 'birp'].map((name) => initials(name as NoteTemplate))).toEqual([
      'soap',
      'dap',
      'birp',
    ]);
    expect(startOfNote('free', (heading) => heading)).toBe('');
  });

  it('is offered only where nothing was written', () => {
    expect(canStartFromTemplate(' \n')).toBe(true);
    expect(canStartFromTemplate('a')).toBe(false);
  });
});
