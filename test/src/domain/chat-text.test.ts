import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChatText } from '../../../src/crypto/messages/talk-payload.ts';
import { sayableText } from '../../../src/domain/chat-text.ts';

describe('what somebody typed', () => {
  it('keeps its lines and tabs, and loses what surrounds it', () => {
    expect(sayableText('\n one\r\ntwo\rthree\tfour \n')).toBe('one\ntwo\nthree\tfour');
  });

  it('loses control characters that were pasted', () => {
    expect(sayableText('a\u0000b\u001B[31mc\u009F')).toBe('ab[31mc');
  });

  it('is taken by the protocol whenever anything is left of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const text = sayableText(typed);
        expect(text === '' || isChatText(text)).toBe(true);
      }),
    );
  });
});
