import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import type { KeptFlags } from '../../renderer/platform/kept-flags.ts';
import { createStore } from '../../renderer/view-models/store.ts';
import { createDevicesModel } from '../../renderer/view-models/devices.ts';
import { HostSession } from '../../renderer/view-models/host-session.ts';
import { Scope } from '../../src/base/scope.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { AppError } from '../../src/errors/app-error.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { FakeDevices } from './fake-devices.ts';
import { testBytes32, testId } from './fake-ids.ts';
import { FakeIpc } from './fake-ipc.ts';
import { FakeEngine, presenceOf } from './fake-media.ts';
import { countingRandom } from './fake-random.ts';
import { fakeSelf, FakeSealedMedia } from './fake-sealed-media.ts';
import { fakeSeat } from './fake-seat.ts';
import { FakeConnection, type Answers } from './fake-signaling.ts';
import { recordingLog } from './recording-log.ts';
import { keptFlags } from './kept-flag.ts';

export const session: Session = {
  sessionId: testId(1),
  clientId: testId(2),
  roomId: testId(3),
  serverOrigin: 'https://rooms.example',
  startedAtMs: 0,
};
export const capabilities = { codecs: [], headerExtensions: [] };
export const [guestA, guestB] = [testId<SeatId>(21), testId<SeatId>(22)];

/** Somebody in the waiting room who has knocked. */
export function waitingGuest(seatId: SeatId, sinceMs = 1) {
  return { seatId, inviteId: testId(41), sinceMs, connected: true, sealedKnock: 'AQID' };
}

/**
 * The therapist's session over a main side, a server and a media worker that are tables of answers. `flags`: of a page
 * that was there before.
 */
export function setUp(answers: Answers = {}, flags: KeptFlags = keptFlags()) {
  const clock = new FakeClock();
  const scope = new Scope();
  const log = recordingLog();
  const access = new FakeDevices();
  const engine = new FakeEngine();
  const media = new FakeSealedMedia();
  const kept = { session: null as Session | null, invites: 0 };
  const ipc = new FakeIpc({
    'session.current': () => ({ session: kept.session }),
    'session.start': () => {
      kept.session = session;
      return session;
    },
    'session.sign': () => ({
      publicKey: testBytes32(1),
      signature: toBase64Url(new Uint8Array(64)),
    }),
    'session.identity': () => ({ publicKey: testBytes32(1) }),
    'session.seats': () => ({ seats: [] }),
    'session.bind-seat': () => ({}),
    'session.revoke-seat': () => ({}),
    'session.judge-words': () => ({}),
    'session.note-clear': () => ({}),
    'session.clear-stretches': () => ({ clear: [] }),
    'session.judged-words': () => ({ judged: [] }),
    'device.recall': () => ({ sessions: 2, words: null }),
    'session.invite': () => {
      kept.invites += 1;
      return {
        inviteId: testId(40 + kept.invites),
        link: `https://rooms.example/j/x#${kept.invites}`,
        admissionHash: testBytes32(kept.invites),
        opensAtMs: 0,
        expiresAtMs: 1000,
        appLink: `quietroom://join/rooms.example/x#${kept.invites}`,
        seat: fakeSeat(40 + kept.invites),
      };
    },
    'session.end': () => {
      kept.session = null;
      return {};
    },
  });
  const server = {
    refused: null as AppError | null,
    answers: {
      'room.open': () => ({ seatId: testId(9), routerRtpCapabilities: capabilities, waiting: [] }),
      'room.enter': () => presenceOf(9),
      ...answers,
    } as Answers,
  };
  const connections: FakeConnection[] = [];
  const devices = createDevicesModel({ access, scope, log, measureLevel: () => () => undefined });
  const rule = createStore<ShieldRule>('warn');
  const model = new HostSession({
    ipc,
    ports: {
      connect: () => {
        if (server.refused) return Promise.reject(server.refused);
        const connection = new FakeConnection(server.answers);
        connections.push(connection);
        return Promise.resolve(connection);
      },
      engine,
      openSealedMedia: media.open,
      self: createStore(fakeSelf),
      saveFile: () => Promise.resolve(true),
      kept: flags,
      onNetworkBack: () => () => undefined,
      clock,
      random: countingRandom(),
      log,
    },
    devices,
    rule,
    scope,
  });
  const last = (): FakeConnection => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection yet');
    return connection;
  };
  return {
    clock,
    scope,
    access,
    engine,
    media,
    flags,
    kept,
    ipc,
    server,
    connections,
    devices,
    log,
    rule,
    model,
    last,
  };
}

/** With the vault open, and no session. */
export async function idle(answers: Answers = {}) {
  const all = setUp(answers);
  all.model.check();
  await settle();
  return all;
}

/** In a session that was just started. */
export async function open(answers: Answers = {}) {
  const all = await idle(answers);
  all.model.start(session.clientId);
  await settle();
  return all;
}
