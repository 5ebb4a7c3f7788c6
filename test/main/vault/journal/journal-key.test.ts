import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { JournalKey } from '../../../../main/vault/journal/journal-key.ts';

it('hashes as its bytes did, of which it leaves none, and nothing once it is forgotten', () => {
  const bytes = new Uint8Array(32).fill(7);
  const expected = createHmac('sha256', bytes).update('row').digest('hex');
  const key = new JournalKey(bytes);
  expect(bytes).toEqual(new Uint8Array(32));
  expect(key.hmac().update('row').digest('hex')).toBe(expected);
  expect(key.expose((lent) => lent.slice())).toEqual(new Uint8Array(32).fill(7));
  key.wipe();
  expect(() => key.expose(() => null)).toThrow('wiped');
  expect(() => key.hmac()).toThrow('wiped');
});
