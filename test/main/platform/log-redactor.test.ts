import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/platform/log-redactor.ts';
import type { LogFields } from '../../../src/base/ports.ts';

describe('redact', () => {
  it('lets codes, counts, states and outcomes through', () => {
    const fields = {
      code: 'disk-full',
      count: 3,
      durationMs: 12,
      ok: true,
      state: 'open',
      outcome: 'late',
    };
    expect(redact('vault-state', fields)).toEqual({ event: 'vault-state', fields });
  });

  it('lets through what Electron says about permissions and lost pages', () => {
    const fields = { permission: 'display-capture', reason: 'oom' };
    expect(redact('page-gone', fields).fields).toEqual(fields);
  });

  it.each<[string, LogFields]>([
    ['a permission that nobody knows', { permission: 'Heron' }],
    ['a reason in words', { reason: 'Heron left' }],
    ['a field that is not on the list', { pseudonym: 'Heron' }],
    ['a code that is none of ours', { code: 'Heron' }],
    ['words in the place of a count', { count: 'Heron' }],
    ['a fraction in the place of a count', { durationMs: 0.5 }],
    ['an address in the place of a state', { state: 'https://rooms.example' }],
    ['a field that every object has', { constructor: 1 }],
    ['an id', { sessionId: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('leaves out %s, and counts it', (_what, fields) => {
    expect(redact('x', fields).fields).toEqual({ dropped: 1 });
  });

  it('does not write an event that was made from input', () => {
    for (const event of ['client Heron', 'Heron', 'a-b-c-d-e-f-g', 'x'.repeat(9) + '1', '', '\n']) {
      expect(redact(event, {}).event).toBe('unnamed-event');
    }
  });

  it('lets no planted word through, wherever it stands', () => {
    const planted = 'Planted9Word';
    const value = fc.oneof(
      fc.constant(planted),
      fc.string().map((text) => text + planted),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), value), value), value, (fields, event) => {
        expect(JSON.stringify(redact(event, fields))).not.toContain(planted);
      }),
    );
  });
});
