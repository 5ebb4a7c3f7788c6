import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { exchangeFile } from '../../../main/services/exchange-file.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { settle } from '../../support/fake-clock.ts';

it('looks again as often as it takes, keeps the copy up with the vault, and leaves nobody listening', async () => {
  const started = makeVaultService();
  const { vault, work, clock, store } = started;
  await vault.create();
  const opened = vault.use();
  const key = opened.keys.copyKey();
  const { signal } = new AbortController();
  let prepared = 0;
  const renewal = {
    prepare: () => {
      prepared += 1;
      return Promise.resolve();
    },
    comeIntoForce: () => true,
    close: () => undefined,
  };
  const reading = Promise.withResolvers<null>();
  const other = work.run('backup', () => reading.promise);
  const exchanging = exchangeFile(
    { vault, work, clock },
    { kind: 'renewal', opened, renewal, comeIntoForce: () => () => store.reopen(key) },
    { progress: () => undefined, pause: settle, signal },
  );
  for (let looks = 1; looks <= 4; looks += 1) {
    await expect.poll(() => clock.pending).toBe(1);
    expect(prepared).toBe(looks);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(250);
  }
  expect(vault.use()).toBe(opened);
  reading.resolve(null);
  await other;
  await clock.advance(250);
  await exchanging;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(vault.use()).not.toBe(opened);
});
