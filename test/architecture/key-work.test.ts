import { expect, it } from 'vitest';
import { keyWorkDone } from '../support/key-work.ts';

it('waits for work with keys in other threads, and for what follows on it, however slow the machine is', async () => {
  const large = new Uint8Array(64 * 1024 * 1024);
  let done = 0;
  const twice = async (): Promise<void> => {
    for (let turn = 0; turn < 2; turn += 1) {
      await crypto.subtle.digest('SHA-256', large);
      done += 1;
    }
  };
  const working = twice();
  await keyWorkDone();
  expect(done).toBe(2);
  await working;
});
