import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import type { LocalPostureCheck } from '../../../main/ports/posture-port.ts';
import type { ServerKeys } from '../../../main/ports/server-keys-port.ts';
import { PostureService } from '../../../main/services/posture-service.ts';
import { Scope } from '../../../src/base/scope.ts';
import { newId, type RoomId, type SessionId } from '../../../src/contract/ids.ts';
import { postureSchemas, type Posture } from '../../../src/contract/posture-calls.ts';
import type { PostureReading } from '../../../src/domain/posture/reading.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const hour = 3_600_000;

/** An open vault on a computer that answers as it is told to. */
async function setUp() {
  const made = makeVaultService();
  const { vault, audit, log } = made;
  const clock = new FakeClock();
  const scope = new Scope();
  const answers: Partial<Record<LocalPostureCheck, PostureReading | 'hangs'>> = {};
  const asked: string[] = [];
  let [running, atOnce] = [0, 0];
  let server: ServerKeys | Promise<ServerKeys> = { state: 'absent' };
  let hasPortal = false;
  const askedForPortal: string[] = [];
  const service = new PostureService({
    vault,
    audit,
    clock,
    log,
    scope,
    serverOrigin: () => 'https://rooms.example',
    computer: {
      posture: {
        system: 'linux',
        read: async (check, signal) => {
          asked.push(check);
          running += 1;
          atOnce = Math.max(atOnce, running);
          const answer = answers[check] ?? { state: 'ok' };
          if (answer === 'hangs') {
            await new Promise((resolve) => {
              signal.addEventListener('abort', resolve);
            });
          }
          await Promise.resolve();
          running -= 1;
          return answer === 'hangs' ? { state: 'unknown' } : answer;
        },
      },
      serverKeys: { ask: async () => Promise.resolve(server) },
      portal: {
        isThere: async (origin) => {
          askedForPortal.push(origin);
          return Promise.resolve(hasPortal);
        },
      },
    },
  });
  await vault.create();
  const show = (keys: ServerKeys | Promise<ServerKeys>): void => {
    server = keys;
  };
  const openPortal = (isThere: boolean): void => {
    hasPortal = isThere;
  };
  const portal = { open: openPortal, asked: askedForPortal };
  return { ...made, clock, scope, service, answers, asked, show, portal, atOnce: () => atOnce };
}

type World = Awaited<ReturnType<typeof setUp>>;

function startSession({ vault, clock }: World): SessionId {
  const { clients, sessions } = vault.use();
  const [clientId, nowMs] = [newId<never>(systemRandom), clock.nowMs()];
  clients.add({ clientId, pseudonym: 'Ash', createdAtMs: nowMs });
  const [sessionId, roomId] = [newId<SessionId>(systemRandom), newId<RoomId>(systemRandom)];
  const serverOrigin = 'https://rooms.example';
  sessions.start({ sessionId, clientId, roomId, serverOrigin, startedAtMs: nowMs });
  return sessionId;
}

function stateOf({ findings }: Posture, check: string): string | undefined {
  return findings.find((finding) => finding.check === check)?.state;
}

describe('the service that looks at the computer', () => {
  it('looks by itself a little after the vault was opened, and every hour', async () => {
    const { service, clock, asked } = await setUp();
    expect(await service.read(false)).toMatchObject({ checkedAtMs: null, findings: [] });
    await clock.advance(5_000);
    const { findings, checkedAtMs } = await service.read(false);
    expect(findings.map(({ check }) => check)).toEqual(postureSchemas.check.options);
    expect(checkedAtMs).toBe(clock.nowMs());
    const once = asked.length;
    await clock.advance(hour);
    expect(asked.length).toBe(once * 2);
  });

  it('looks at one thing after another, also when two ask', async () => {
    const { service, asked, atOnce } = await setUp();
    await Promise.all([service.read(true), service.read(true)]);
    expect(asked.length).toBe(postureSchemas.check.options.length - 1);
    expect(atOnce()).toBe(1);
  });

  it('looks at nothing while a session runs, and answers with what it knew', async () => {
    const world = await setUp();
    const { service, clock, asked } = world;
    await clock.advance(5_000);
    const before = asked.length;
    startSession(world);
    await clock.advance(3 * hour);
    const { findings } = await service.read(true);
    expect(asked.length).toBe(before);
    expect(findings).toHaveLength(postureSchemas.check.options.length);
  });

  it('waits ten seconds for a thing and twenty for all', async () => {
    const { service, clock, answers } = await setUp();
    Object.assign(answers, {
      'disk-encryption': 'hangs',
      'screen-lock': 'hangs',
      network: 'hangs',
    });
    const reading = service.read(true);
    await clock.advance(20_000);
    const posture = await reading;
    expect(stateOf(posture, 'disk-encryption')).toBe('unknown');
    expect(stateOf(posture, 'remote-session')).toBe('unknown');
    expect(clock.pending).toBe(1);
  });

  it('gives up at once when a session starts that needs nothing of it', async () => {
    const { service, clock, answers, asked } = await setUp();
    answers['disk-encryption'] = 'hangs';
    await clock.advance(5_000);
    expect(asked).toEqual(['disk-encryption']);
    await service.allowSession();
    await clock.advance(20_000);
    expect(asked).toEqual(['disk-encryption']);
    expect(await service.read(false)).toMatchObject({ checkedAtMs: null });
  });

  it('stops when the vault is locked', async () => {
    const { service, clock, answers, vault } = await setUp();
    answers['disk-encryption'] = 'hangs';
    await clock.advance(5_000);
    await vault.lock();
    await clock.advance(hour);
    expect(clock.pending).toBe(0);
    expect(await rejectedCode(service.read(false))).toBe('vault-locked');
  });
});

describe('a session that needs something of the computer', () => {
  it('starts when all of it is in order, looked at lately or now', async () => {
    const { service, asked } = await setUp();
    service.require(['disk-encryption', 'other-programs']);
    await service.allowSession();
    const once = asked.length;
    await service.allowSession();
    expect(asked.length).toBe(once);
  });

  it.each([
    { state: 'unknown' },
    { state: 'not-verified' },
    { state: 'advice', reason: 'not-encrypted' },
  ] as const)('does not start on $state', async (answer) => {
    const { service, answers, vault } = await setUp();
    answers['disk-encryption'] = answer;
    service.require(['disk-encryption']);
    expect(await rejectedCode(service.allowSession())).toBe('device-unfit');
    const [newest] = vault.use().audit.before(null, 1);
    expect(newest).toMatchObject({ event: 'session-refused', subject: 'device' });
  });

  it('looks again when what it knows is ten minutes old', async () => {
    const { service, answers, clock } = await setUp();
    service.require(['disk-encryption']);
    await service.allowSession();
    answers['disk-encryption'] = { state: 'advice', reason: 'not-encrypted' };
    await service.allowSession();
    await clock.advance(10 * 60_000 + 1);
    expect(await rejectedCode(service.allowSession())).toBe('device-unfit');
  });
});

describe('the record of every day', () => {
  it('has one entry a day, and one more for every change', async () => {
    const { service, answers, clock } = await setUp();
    await service.read(true);
    await clock.advance(2 * hour);
    expect(service.records()).toHaveLength(1);
    answers['screen-lock'] = { state: 'advice', reason: 'no-lock' };
    await service.read(true);
    expect(service.records()).toHaveLength(2);
    await clock.advance(25 * hour);
    expect(service.records().length).toBeGreaterThanOrEqual(3);
    expect(service.records()[0]).toMatchObject({ system: 'linux' });
  });
});

describe('the keys of the practice’s server', () => {
  const pins = (...values: readonly number[]) =>
    values.map((value) => new Uint8Array(32).fill(value));

  it('are remembered when somebody vouches for them, and told when they are others', async () => {
    const { service, show } = await setUp();
    show({ state: 'shown', pins: pins(1, 2), isVouched: true });
    expect(stateOf(await service.read(true), 'server-identity')).toBe('ok');
    show({ state: 'shown', pins: pins(8, 9), isVouched: true });
    expect(stateOf(await service.read(true), 'server-identity')).toBe('advice');
    expect(stateOf(service.acceptServerKey(), 'server-identity')).toBe('ok');
    expect(stateOf(await service.read(true), 'server-identity')).toBe('ok');
  });

  it('cannot be accepted unseen', async () => {
    const { service, vault, show } = await setUp();
    expect(thrownCode(() => service.acceptServerKey())).toBe('not-found');
    show({ state: 'shown', pins: pins(1), isVouched: false });
    await service.read(true);
    await vault.lock();
    await vault.open();
    expect(thrownCode(() => service.acceptServerKey())).toBe('not-found');
  });
});

describe('keys of a server that answers when nobody waits for it any more', () => {
  it('are neither remembered nor there to be accepted, in this vault or in the next one', async () => {
    const { service, vault, clock, show } = await setUp();
    const late = Promise.withResolvers<ServerKeys>();
    show(late.promise);
    const reading = service.read(true);
    await clock.advance(20_000);
    expect(stateOf(await reading, 'server-identity')).toBe('unknown');
    await vault.lock();
    await vault.open();
    late.resolve({ state: 'shown', pins: [new Uint8Array(32)], isVouched: true });
    await clock.advance(0);
    expect(vault.use().serverKeys.of('https://rooms.example')).toEqual([]);
    expect(thrownCode(() => service.acceptServerKey())).toBe('not-found');
  });
});

describe('a network that wants people to sign in', () => {
  it('is found where the server does not answer as itself, and gone after that', async () => {
    const { service, portal } = await setUp();
    portal.open(true);
    const { findings } = await service.read(true);
    expect(findings).toContainEqual({
      check: 'network',
      state: 'advice',
      reason: 'portal',
      programs: [],
    });
    expect(findings.map(({ check }) => check)).toEqual(postureSchemas.check.options);
    portal.open(false);
    expect(stateOf(await service.read(true), 'network')).toBe('ok');
  });

  it('is not looked for when the server has shown that it is itself', async () => {
    const { service, show, portal } = await setUp();
    portal.open(true);
    show({ state: 'shown', pins: [new Uint8Array(32)], isVouched: true });
    expect(stateOf(await service.read(true), 'network')).toBe('ok');
    expect(portal.asked).toEqual([]);
  });

  it('is not looked for while a session runs', async () => {
    const world = await setUp();
    startSession(world);
    await world.service.read(true);
    expect(world.portal.asked).toEqual([]);
  });
});
