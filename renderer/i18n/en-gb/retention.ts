import type { RetentionPlace } from '../../../src/domain/retention-hints.ts';

/** How long records are kept in this practice. */
export const retention = {
  title: 'How long records are kept',
  text: 'Counted from the end of a treatment, or the last contact if that is later. When the time is over, the client’s page proposes to destroy the record. Nothing is destroyed by itself, and before the time it needs a written reason.',
  years: {
    label: 'After the last contact',
    one: '1 year',
    many: '{{years}} years',
  },
  age: {
    label: 'Of a minor, at least until they are',
    old: '{{age}} years old',
  },
  hints:
    'What is usual, for comparison. It differs by profession and place, and it changes: what your professional body says is what counts.',
  hint: '{{years}} years',
  hintMinor: '{{years}} years; minors until they are {{age}}',
  place: {
    'united-kingdom': 'United Kingdom',
    germany: 'Germany',
    netherlands: 'The Netherlands',
    australia: 'Australia',
    'new-zealand': 'New Zealand',
    'united-states': 'United States (psychologists)',
  } satisfies Record<RetentionPlace, string>,
} as const;
