import { createStore } from '../../../renderer/view-models/store.ts';
import { describe, expect, it } from 'vitest';
import type { GuestEntrance } from '../../../renderer/view-models/guest-entrance.ts';
import { GuestSealing, type GuestSeal } from '../../../renderer/view-models/guest-sealing.ts';
import { OwnAccount } from '../../../renderer/view-models/own-account.ts';
import { Scope } from '../../../src/base/scope.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { IdentityWanted } from '../../../src/contract/media-worker.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { FakeEngine, presenceOf } from '../../support/fake-media.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { fakeSelf, FakeSealedMedia } from '../../support/fake-sealed-media.ts';
import { FakeConnection } from '../../support/fake-signaling.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { keptFlags } from '../../support/kept-flag.ts';

const [hostSeat, ownSeat] = [testId<SeatId>(1), testId<SeatId>(2)];
const secret = new Uint8Array(32).fill(7);
const inside = presenceOf(2, [
  { seatId: hostSeat, role: 'host', connected: true },
  { seatId: ownSeat, role: 'guest', connected: true },
]);

/** The app, whose main side has the identity key. */
function appSeal(isNew = false): GuestSeal & { readonly signed: unknown[] } {
  const signed: unknown[] = [];
  return {
    kind: 'app',
    signed,
    identity: {
      publicKey: () => Promise.resolve({ publicKey: new Uint8Array(32).fill(5), isNew }),
      sign: (statement, context) => {
        signed.push([statement, context]);
        return Promise.resolve(new Uint8Array(64).fill(6));
      },
    },
  };
}

function setUp(seal: GuestSeal = { kind: 'browser' }, resumeToken: string | null = null) {
  const media = new FakeSealedMedia();
  const clock = new FakeClock();
  const scope = new Scope();
  const log = recordingLog();
  const entrance: GuestEntrance = {
    serverOrigin: 'https://rooms.example',
    roomId: testId(3),
    secret: new SecretBytes(secret.slice()),
    therapistFingerprint: new Uint8Array(16).fill(8),
    admission: Promise.resolve(testBytes32(1)),
    resumeToken,
  };
  media.answers['guest.inside'] = () => ({ isIn: false });
  const sealing = new GuestSealing({
    entrance,
    seal,
    ports: {
      connect: () => Promise.reject(new AppError('connection-lost')),
      engine: new FakeEngine(),
      openSealedMedia: media.open,
      self: createStore(fakeSelf),
      saveFile: () => Promise.resolve(true),
      kept: keptFlags(),
      onNetworkBack: () => () => undefined,
      clock,
      random: countingRandom(),
      log,
    },
    post: () => Promise.resolve(1),
    trickle: () => Promise.resolve(),
    talk: { attach: () => undefined },
    account: new OwnAccount(),
    look: () => Promise.resolve(),
    scope,
    onSlip: () => undefined,
    onBroken: () => undefined,
  });
  const server = { isWaiting: true };
  const connection = new FakeConnection({ 'seat.knock': () => server });
  return { media, worker: media.last, clock, scope, log, sealing, server, connection };
}

function statement(): IdentityWanted {
  return { kind: 'rejoin', challenge: new Uint8Array(32), keyPackageRef: new Uint8Array(64) };
}

describe('the media worker of a guest', () => {
  it('is warmed up while the person looks into the camera, and not for whoever comes back', async () => {
    const fresh = setUp();
    const back = setUp(undefined, testBytes32(4));
    await settle();
    expect(fresh.worker.names).toContain('session.warm-up');
    expect(back.worker.names).toContain('guest.start');
    expect(back.worker.names).not.toContain('session.warm-up');
  });
});

describe('the key of a guest', () => {
  it('is the media worker’s own in a browser', async () => {
    const { worker } = setUp();
    await settle();
    expect(worker.inputsOf('guest.start')).toMatchObject([
      { guestKind: 'browser', identityKey: null, secret },
    ]);
  });

  it('stays outside of the page in the app, which signs what the worker wants', async () => {
    const seal = appSeal();
    const { worker } = setUp(seal);
    await settle();
    expect(worker.inputsOf('guest.start')).toMatchObject([
      { guestKind: 'app', identityKey: new Uint8Array(32).fill(5) },
    ]);
    worker.push('identity.wanted', { requestId: 4, statement: statement() });
    await settle();
    const context = {
      room: new Uint8Array(16).fill(3),
      therapistFingerprint: new Uint8Array(16).fill(8),
    };
    expect(seal.signed).toEqual([[statement(), context]]);
    expect(worker.inputsOf('identity.signed')).toEqual([
      { requestId: 4, signature: new Uint8Array(64).fill(6) },
    ]);
  });

  it('signs nothing from outside for a worker that has its own', async () => {
    const { worker } = setUp();
    worker.push('identity.wanted', { requestId: 4, statement: statement() });
    await settle();
    expect(worker.inputsOf('identity.signed')).toEqual([{ requestId: 4, signature: null }]);
  });

  it('is refused, and not waited for, when the main side cannot sign', async () => {
    const seal = appSeal();
    if (seal.kind === 'app') seal.identity.sign = () => Promise.reject(new Error('no keychain'));
    const { worker, log } = setUp(seal);
    worker.push('identity.wanted', { requestId: 4, statement: statement() });
    await settle();
    expect(worker.inputsOf('identity.signed')).toEqual([{ requestId: 4, signature: null }]);
    expect(log.lines.map(({ event }) => event)).toContain('identity-not-signed');
  });

  it('cannot be had: whoever wants in is told, and knocks with nothing', async () => {
    const seal = appSeal();
    if (seal.kind === 'app') {
      seal.identity.publicKey = () => Promise.reject(new AppError('keychain-unavailable'));
    }
    const { sealing, connection, worker } = setUp(seal);
    await expect(sealing.knock(connection, true)).rejects.toThrow('keychain-unavailable');
    expect(worker.names).not.toContain('guest.start');
    expect(connection.names).toEqual([]);
  });
});

describe('a knock', () => {
  it('is sealed by the worker and handed to the server', async () => {
    const { sealing, connection } = setUp();
    await sealing.knock(connection, true);
    expect(connection.calls).toEqual([{ name: 'seat.knock', input: { sealed: 'AQID' } }]);
  });

  it('is not repeated at the same seat by somebody who has the keys', async () => {
    const { sealing, connection, media } = setUp();
    media.answers['guest.is-in'] = () => ({ isIn: true });
    await sealing.knock(connection, false);
    expect(connection.names).toEqual([]);
    await sealing.knock(connection, true);
    expect(connection.names).toEqual(['seat.knock']);
  });
});

describe('a guest whom the server has let in', () => {
  it('waits for the Welcome, and asks for a way in when none comes', async () => {
    const { sealing, connection, worker, clock } = setUp();
    await sealing.knock(connection, true);
    await sealing.admitted(inside);
    expect(worker.inputsOf('guest.inside')).toEqual([{ hostSeatId: hostSeat }]);
    await clock.advance(2_999);
    expect(worker.names).not.toContain('guest.come-back');
    await clock.advance(1);
    expect(worker.inputsOf('guest.come-back')).toHaveLength(1);
  });

  it('asks for nothing when the Welcome came', async () => {
    const { sealing, connection, worker, clock, media } = setUp();
    await sealing.knock(connection, true);
    await sealing.admitted(inside);
    media.answers['guest.is-in'] = () => ({ isIn: true });
    await clock.advance(10_000);
    expect(worker.names).not.toContain('guest.come-back');
  });

  it('asks at once when there is nothing to wait for, because it was inside before', async () => {
    const { sealing, connection, worker, server } = setUp();
    server.isWaiting = false;
    await sealing.knock(connection, false);
    await sealing.admitted(inside);
    expect(worker.inputsOf('guest.come-back')).toHaveLength(1);
  });

  it('only says where the therapist sits when it has the keys', async () => {
    const { sealing, connection, worker, clock, media } = setUp();
    media.answers['guest.inside'] = () => ({ isIn: true });
    await sealing.knock(connection, true);
    await sealing.admitted(inside);
    await clock.advance(10_000);
    expect(worker.inputsOf('guest.inside')).toHaveLength(1);
    expect(worker.names).not.toContain('guest.come-back');
  });

  it('waits once, however often the server lets it in', async () => {
    const { sealing, connection, worker, clock } = setUp();
    await sealing.knock(connection, true);
    for (let times = 0; times < 50; times += 1) await sealing.admitted(inside);
    expect(clock.pending).toBe(1);
    await clock.advance(3_000);
    expect(worker.inputsOf('guest.come-back')).toHaveLength(1);
  });

  it('asks nobody in a room without a therapist', async () => {
    const { sealing, worker, clock } = setUp();
    await sealing.admitted(presenceOf(2, [{ seatId: ownSeat, role: 'guest', connected: true }]));
    await clock.advance(10_000);
    expect(worker.names).not.toContain('guest.inside');
    expect(worker.names).not.toContain('guest.come-back');
  });

  it('leaves no timer behind', async () => {
    const { sealing, connection, clock, scope } = setUp();
    await sealing.knock(connection, true);
    await sealing.admitted(inside);
    scope.close();
    expect(clock.pending).toBe(0);
  });
});

describe('the words of a guest', () => {
  const words = ['a', 'b', 'c', 'd'];

  it.each([
    ['in a browser come first', { kind: 'browser' } as const, true],
    ['in the app on a device that is new come first', appSeal(true), true],
    ['in the app on a device that is known do not', appSeal(false), false],
  ])('%s', async (_what, seal, mustCompare) => {
    const { worker, sealing } = setUp(seal);
    await settle();
    worker.push('session.state', { epoch: 1, suite: 'a suite', maySend: true, members: [] });
    worker.push('session.words', { participant: 'p', seatId: hostSeat, words });
    const shown = { seatId: null, words, verdict: 'open', mustCompare };
    expect(sealing.view.get().encryption?.words).toEqual([shown]);
    sealing.judgeWords(null, 'different');
    expect(sealing.view.get().encryption?.words).toEqual([{ ...shown, verdict: 'different' }]);
  });

  it('are gone with the keys, when the guest was removed', () => {
    const { worker, sealing } = setUp();
    worker.push('session.state', { epoch: 1, suite: 'a suite', maySend: true, members: [] });
    worker.push('session.removed', {});
    expect(sealing.view.get()).toMatchObject({ members: [] });
    expect(sealing.view.get().encryption).toBeUndefined();
  });
});

describe('what the protocol refuses', () => {
  it('is counted from the first moment, before there are any keys', () => {
    const { worker, sealing } = setUp();
    worker.push('session.refused', { reason: 'wrong-signer' });
    expect(sealing.view.get()).toMatchObject({ refused: 1 });
    worker.push('session.state', { epoch: 1, suite: 'a suite', maySend: true, members: [] });
    worker.push('session.refused', { reason: 'not-authentic' });
    expect(sealing.view.get()).toMatchObject({ refused: 2, encryption: { refused: 2 } });
  });

  it('is not what crosses with a join or a restart', () => {
    const { worker, sealing } = setUp();
    worker.push('session.refused', { reason: 'wrong-group' });
    worker.push('session.refused', { reason: 'wrong-epoch' });
    expect(sealing.view.get()).toMatchObject({ refused: 0 });
  });
});

describe('what went through the media worker', () => {
  it('is what was sealed, and pictures that were dropped, because browsers count those as sent', async () => {
    const { media, sealing } = setUp();
    const own = { direction: 'send', seatId: null, opened: 0 } as const;
    const dropped = { 'no-send-key': 2, 'sending-paused': 30 };
    media.answers['track.read'] = () => ({
      tracks: [
        { ...own, source: 'camera', sealed: 100, dropped },
        { ...own, source: 'audio', sealed: 250, dropped },
        { direction: 'receive', source: 'camera', seatId: hostSeat, sealed: 0, opened: 9, dropped },
      ],
    });
    expect([...(await sealing.takenFrames())]).toEqual([
      ['camera', 132],
      ['audio', 250],
    ]);
  });
});
