import { describe, expect, it, vi } from 'vitest';
import { createVerificationService } from '../../../main/services/verification-service.ts';
import { LongWork } from '../../../main/services/long-work.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';

async function made() {
  const started = makeVaultService();
  await started.vault.create();
  // Steps follow one another as soon as everybody else had their turn.
  const clock = {
    nowMs: () => 77,
    after: (_delayMs: number, then: () => void) => {
      setImmediate(then);
      return () => undefined;
    },
  };
  const work = new LongWork(clock);
  const search = { rebuild: vi.fn<() => void>() };
  const verification = createVerificationService({ ...started, search, work, clock });
  return { ...started, search, work, verification };
}

describe('verification', () => {
  it('says how much it has read, and when', async () => {
    const { vault, verification, log } = await made();
    for (let number = 0; number < 200; number += 1) {
      const clientId = testId<ClientId>(number);
      vault.use().clients.add({ clientId, pseudonym: `Bird ${String(number)}`, createdAtMs: 1 });
    }
    // The identity is a row, too, and so are what is known of the keyring and of backups, and that the vault was made and opened.
    expect(await verification.run()).toEqual({
      outcome: 'done',
      result: { rows: 205, verifiedAtMs: 77 },
    });
    expect(log.lines).toContainEqual({
      level: 'info',
      event: 'vault-verified',
      fields: { ok: true, count: 205 },
    });
  });

  it('has a search index built anew that is not right, and finds no fault with the vault', async () => {
    const { vault, search, verification } = await made();
    const open = vault.use();
    while (open.search.buildOn());
    expect(await verification.run()).toMatchObject({ outcome: 'done' });
    expect(search.rebuild).not.toHaveBeenCalled();
    const check = vi.spyOn(open.search, 'startCheck');
    check.mockReturnValue({ step: () => ({ isRight: false }) });
    expect(await verification.run()).toMatchObject({ outcome: 'done' });
    expect(search.rebuild).toHaveBeenCalledOnce();
  });

  it('is one at a time', async () => {
    const { verification } = await made();
    const [first, second] = [verification.run(), verification.run()];
    expect(await first).toBe(await second);
  });

  it('tells how far it is, and never that it went back', async () => {
    const { vault, verification, work } = await made();
    for (let number = 0; number < 200; number += 1) {
      const clientId = testId<ClientId>(number);
      vault.use().clients.add({ clientId, pseudonym: `Bird ${String(number)}`, createdAtMs: 1 });
    }
    const told: number[] = [];
    work.events.on('progress', ({ done }) => {
      told.push(done);
      // Somebody writes meanwhile, where it has read already.
      if (told.length === 3) vault.use().phrases.set(testId<ClientId>(1), 'two herons');
    });
    expect(await verification.run()).toMatchObject({ outcome: 'done' });
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('ends when somebody cancels it, and can begin again', async () => {
    const { vault, verification, work } = await made();
    const running = verification.run();
    work.cancel('verification');
    expect(await running).toEqual({ outcome: 'cancelled' });
    vault.use().server.choose('https://rooms.example');
    expect(await verification.run()).toMatchObject({ outcome: 'done' });
  });

  it('is remembered by the vault, and so is what was found to be wrong', async () => {
    const { vault, verification } = await made();
    await verification.run();
    expect(vault.use().lastCheck.get()).toEqual({ checkedAtMs: 77, isRight: true });
    const check = vi.spyOn(vault.use(), 'startCheck');
    check.mockReturnValue({
      done: 0,
      step: () => ({ isRight: false, rows: 1 }),
      stop: () => undefined,
    });
    expect(await rejectedCode(verification.run())).toBe('vault-damaged');
    expect(vault.use().lastCheck.get()).toEqual({ checkedAtMs: 77, isRight: false });
  });

  it('ends with the vault', async () => {
    const { vault, verification } = await made();
    const running = verification.run();
    await vault.lock();
    expect(await rejectedCode(running)).toBe('vault-locked');
    expect(await rejectedCode(verification.run())).toBe('vault-locked');
  });
});
