import { describe, expect, it } from 'vitest';
import { createVerificationService } from '../../../main/services/verification-service.ts';
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
  return { ...started, verification: createVerificationService({ ...started, clock }) };
}

describe('verification', () => {
  it('says how much it has read, and when', async () => {
    const { vault, verification, log } = await made();
    for (let number = 0; number < 200; number += 1) {
      const clientId = testId<ClientId>(number);
      vault.use().clients.add({ clientId, pseudonym: `Bird ${String(number)}`, createdAtMs: 1 });
    }
    // The identity is a row, too, and so are what is known of the keyring and that the vault was made and opened.
    expect(await verification.run()).toEqual({ rows: 204, verifiedAtMs: 77 });
    expect(log.lines).toContainEqual({
      level: 'info',
      event: 'vault-verified',
      fields: { isRight: true, rows: 204 },
    });
  });

  it('is one at a time', async () => {
    const { verification } = await made();
    const [first, second] = [verification.run(), verification.run()];
    expect(await first).toBe(await second);
  });

  it('ends with the vault', async () => {
    const { vault, verification } = await made();
    const running = verification.run();
    await vault.lock();
    expect(await rejectedCode(running)).toBe('vault-locked');
    expect(await rejectedCode(verification.run())).toBe('vault-locked');
  });
});
