import { describe, expect, it } from 'vitest';
import { encodeMessage, parseMessage } from '../../../../src/crypto/messages/message-codec.ts';
import { encodeKnockReport, readKnockReport } from '../../../../src/crypto/messages/protection.ts';
import { mayItSend } from '../../../../src/crypto/messages/session-message.ts';

const captures = ['hidden', 'visible', 'impossible', 'unknown'] as const;

describe('what an app reports of its window', () => {
  it.each(captures)('reads back from a knock: %s', (capture) => {
    expect(readKnockReport(encodeKnockReport(capture))).toBe(capture);
  });

  it.each([
    ['nothing', []],
    ['another version', [2, 1]],
    ['a byte too many', [1, 1, 0]],
    ['a byte too few', [1]],
    ['a byte that stands for nothing', [1, 4]],
  ])('is not known from %s, and nobody is taken for protected', (_what, bytes) => {
    expect(readKnockReport(new Uint8Array(bytes))).toBe('unknown');
  });

  it.each([
    ['a byte that stands for nothing', [9, 4]],
    ['a byte too many', [9, 1, 0]],
    ['no byte', [9]],
    ['a rule that there is not', [10, 0]],
    ['a rule with something behind it', [10, 1, 1]],
  ])('is no message with %s', (_what, bytes) => {
    expect(parseMessage(new Uint8Array(bytes))).toBeNull();
  });

  it('has the bytes of the specification', () => {
    expect([...encodeMessage({ type: 'protection', capture: 'visible' })]).toEqual([9, 2]);
    expect([...encodeMessage({ type: 'rule', rule: 'refuse' })]).toEqual([10, 3]);
  });

  it('comes from anybody; the rule for those without a shield comes from the therapist', () => {
    expect([0, 1].map((leaf) => mayItSend('protection', leaf))).toEqual([true, true]);
    expect([0, 1].map((leaf) => mayItSend('rule', leaf))).toEqual([true, false]);
  });
});
