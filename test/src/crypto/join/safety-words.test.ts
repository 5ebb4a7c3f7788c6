import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safetyWords, type SafetyWordInputs } from '../../../../src/crypto/join/safety-words.ts';

const inputs: SafetyWordInputs = {
  epochAuthenticator: new Uint8Array(64).map((_, at) => at),
  therapistNonce: new Uint8Array(32).fill(0x11),
  guestNonce: new Uint8Array(32).fill(0x22),
  therapistKey: new Uint8Array(32).fill(0x33),
  guestKey: new Uint8Array(32).fill(0x44),
};

describe('safety words', () => {
  it('are the known answer', () => {
    // HKDF-SHA-512 by Python's hmac gives d27649bb58dc: words 1683, 1426, 886 and 1421 of the list.
    expect(safetyWords(inputs).join(' ')).toBe('sponsor rather human random');
  });

  it('change with each input', () => {
    const names = Object.keys(inputs) as (keyof SafetyWordInputs)[];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
        const changed = inputs[name].slice();
        const bit = at % (changed.length * 8);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(safetyWords({ ...inputs, [name]: changed })).not.toEqual(safetyWords(inputs));
      }),
      { numRuns: 50 },
    );
  });

  it('differ when the two nonces change places', () => {
    const { therapistNonce: guestNonce, guestNonce: therapistNonce } = inputs;
    expect(safetyWords({ ...inputs, therapistNonce, guestNonce })).not.toEqual(safetyWords(inputs));
  });
});
