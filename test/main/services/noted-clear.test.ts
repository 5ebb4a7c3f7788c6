import { describe, expect, it } from 'vitest';
import { NotedClear } from '../../../main/services/noted-clear.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { newId, type ClientId, type SessionId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const stretch = { fromMs: 10, toMs: 20 };

/** Over an open vault with a session. */
async function noted() {
  const { vault } = makeVaultService();
  await vault.create();
  const clientId = newId<ClientId>(systemRandom);
  const sessionId = newId<SessionId>(systemRandom);
  vault.use().clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  const room = { roomId: testId<never>(1), serverOrigin: 'https://x', startedAtMs: 1 };
  vault.use().sessions.start({ sessionId, clientId, ...room });
  return { vault, sessionId, clear: new NotedClear(vault) };
}

describe('what left unsealed', () => {
  it('is in the vault when it was noted, also after its session', async () => {
    const { vault, sessionId, clear } = await noted();
    vault.use().sessions.end(sessionId, 2);
    clear.note(sessionId, stretch);
    expect(vault.use().clearStretches.inSession(sessionId)).toEqual([stretch]);
  });

  it('is of a session that there is, and ends after it begins', async () => {
    const { sessionId, clear } = await noted();
    const missing = testId<SessionId>(9);
    expect(thrownCode(() => clear.inSession(missing))).toBe('not-found');
    const note = (of: SessionId, toMs: number) => () => {
      clear.note(of, { fromMs: 10, toMs });
    };
    expect(thrownCode(note(missing, 20))).toBe('not-found');
    expect(thrownCode(note(sessionId, 9))).toBe('bad-request');
  });

  it('waits for a vault that is locked, and is there before anybody asks', async () => {
    const { vault, sessionId, clear } = await noted();
    await vault.lock();
    clear.note(sessionId, stretch);
    clear.note(testId<SessionId>(9), stretch);
    expect(thrownCode(() => clear.inSession(sessionId))).toBe('vault-locked');
    await vault.open();
    expect(clear.inSession(sessionId)).toEqual([stretch]);
    expect(vault.use().clearStretches.inSession(sessionId)).toEqual([stretch]);
  });

  it('waits in no larger a number than the vault keeps of a session', async () => {
    const { vault, sessionId, clear } = await noted();
    await vault.lock();
    for (let at = 0; at < 16; at += 1) clear.note(sessionId, { fromMs: at, toMs: at });
    const more = () => {
      clear.note(sessionId, stretch);
    };
    expect(thrownCode(more)).toBe('too-many');
  });
});
