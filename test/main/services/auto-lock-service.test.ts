import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { AutoLockService } from '../../../main/services/auto-lock-service.ts';
import { Scope } from '../../../src/base/scope.ts';
import { newId, type RoomId, type SessionId } from '../../../src/contract/ids.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakePower } from '../../support/fake-power.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const minute = 60_000;

/** An open vault on a machine that tells of its use every two seconds, as long as it is told to. */
async function setUp() {
  const made = makeVaultService();
  const { vault, log } = made;
  const clock = new FakeClock();
  const power = new FakePower();
  const scope = new Scope();
  const service = new AutoLockService({ vault, power, clock, log, scope });
  const news: string[] = [];
  service.events.on('closing', (why) => news.push(`closing ${why.kind}`));
  service.events.on('soon', (atMs) => news.push(atMs === null ? 'calm' : 'soon'));
  await vault.create();
  const pass = async (ms: number, isUsed = false): Promise<void> => {
    const fromMs = clock.nowMs();
    for (let at = 0; at < ms; at += 2_000) {
      await clock.advance(2_000);
      const atMs = clock.nowMs();
      power.tell({ kind: 'idle', idleMs: isUsed ? 0 : atMs - fromMs, atMs });
    }
  };
  return { ...made, clock, power, scope, service, news, pass };
}

/** A session that runs. */
function startSession({ vault, clock }: Awaited<ReturnType<typeof setUp>>): SessionId {
  const { clients, sessions } = vault.use();
  const clientId = newId<never>(systemRandom);
  const nowMs = clock.nowMs();
  clients.add({ clientId, pseudonym: 'Ash', createdAtMs: nowMs });
  const sessionId = newId<SessionId>(systemRandom);
  const roomId = newId<RoomId>(systemRandom);
  sessions.start({
    sessionId,
    clientId,
    roomId,
    serverOrigin: 'https://rooms.example',
    startedAtMs: nowMs,
  });
  return sessionId;
}

describe('the auto-lock', () => {
  it('closes the vault when nobody uses the computer, and says why', async () => {
    const all = await setUp();
    all.service.setIdleMinutes(2);
    await all.pass(2 * minute);
    expect(all.news).toEqual(['soon', 'closing idle']);
    expect(all.vault.status.state).toBe('open');
    all.service.release();
    await settle();
    expect(all.vault.status).toEqual({ state: 'locked', why: { kind: 'idle', minutes: 2 } });
    expect(thrownCode(() => all.vault.use())).toBe('vault-locked');
  });

  it('stays open while somebody uses it', async () => {
    const all = await setUp();
    all.service.setIdleMinutes(1);
    await all.pass(5 * minute, true);
    expect([all.news, all.vault.status.state]).toEqual([[], 'open']);
  });

  it.each(['suspend', 'screen-lock', 'lid'] as const)(
    'closes it by %s even when the page does not answer, within two seconds',
    async (kind) => {
      const { power, clock, vault, news } = await setUp();
      power.tell({ kind });
      expect(news).toEqual([`closing ${kind}`]);
      await clock.advance(1_999);
      expect(vault.status.state).toBe('open');
      await clock.advance(1);
      await settle();
      expect(vault.status).toEqual({ state: 'locked', why: { kind } });
    },
  );

  it('closes a vault that opens behind a screen that was locked meanwhile', async () => {
    const { power, vault, keychain } = await setUp();
    await vault.lock();
    let answer = (): void => undefined;
    keychain.before = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const opening = vault.open();
    await settle();
    power.tell({ kind: 'screen-lock' });
    answer();
    await opening;
    await settle();
    expect(vault.status).toEqual({ state: 'locked', why: { kind: 'screen-lock' } });
  });

  it('forgets the reason when the vault opens again', async () => {
    const { power, vault, service } = await setUp();
    power.tell({ kind: 'suspend' });
    service.release();
    await settle();
    expect((await vault.open()).state).toBe('open');
    expect(await vault.lock()).toEqual({ state: 'locked' });
  });

  it('stays open for a session in which nobody touches anything, for as long as it is told of', async () => {
    const all = await setUp();
    all.service.setIdleMinutes(1);
    const sessionId = startSession(all);
    for (let at = 0; at < 5; at += 1) {
      all.service.inCall(sessionId);
      await all.pass(minute);
    }
    expect(all.news).toEqual([]);
    await all.pass(3 * minute);
    expect(all.news).toEqual(['soon', 'closing idle']);
  });

  it('believes nobody that a session runs which does not', async () => {
    const all = await setUp();
    startSession(all);
    expect(thrownCode(() => all.service.inCall(testId(9)))).toBe('not-found');
  });

  it('finds the running session again after it was locked', async () => {
    const all = await setUp();
    const sessionId = startSession(all);
    all.power.tell({ kind: 'screen-lock' });
    all.service.release();
    await settle();
    await all.vault.open();
    expect(all.vault.use().sessions.running()?.sessionId).toBe(sessionId);
  });

  it('keeps the minutes that were chosen in the vault', async () => {
    const { service, vault } = await setUp();
    expect(service.idleMinutes()).toBe(10);
    service.setIdleMinutes(30);
    await vault.lock();
    expect(thrownCode(() => service.idleMinutes())).toBe('vault-locked');
    await vault.open();
    expect(service.idleMinutes()).toBe(30);
  });

  it('leaves no timer and hears nothing once its scope is closed', async () => {
    const { clock, scope, power, news } = await setUp();
    expect(clock.pending).toBe(1);
    scope.close();
    expect(clock.pending).toBe(0);
    power.tell({ kind: 'lid' });
    expect(news).toEqual([]);
  });

  it('does nothing by itself in a shell that knows nothing of the machine', async () => {
    const { vault, log } = makeVaultService();
    const clock = new FakeClock();
    const service = new AutoLockService({ vault, clock, log, scope: new Scope() });
    await vault.create();
    expect(service.idleMinutes()).toBe(10);
    expect(clock.pending).toBe(0);
  });
});
