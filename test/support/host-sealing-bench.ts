import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import { createStore } from '../../renderer/view-models/store.ts';
import type { KnockView } from '../../renderer/view-models/encryption-model.ts';
import { HostSealing } from '../../renderer/view-models/host-sealing.ts';
import { OwnAccount } from '../../renderer/view-models/own-account.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import { Scope } from '../../src/base/scope.ts';
import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { FakeClock } from './fake-clock.ts';
import { testBytes32, testId } from './fake-ids.ts';
import { FakeIpc } from './fake-ipc.ts';
import { FakeEngine } from './fake-media.ts';
import { countingRandom } from './fake-random.ts';
import { fakeSelf, FakeSealedMedia } from './fake-sealed-media.ts';
import { fakeSeat } from './fake-seat.ts';
import { recordingLog } from './recording-log.ts';
import { keptFlags } from './kept-flag.ts';

const session: Session = {
  sessionId: testId(1),
  clientId: testId(2),
  roomId: testId(3),
  serverOrigin: 'https://rooms.example',
  startedAtMs: 0,
};
export const [seatA, seatB] = [testId<SeatId>(21), testId<SeatId>(22)];
export const [inviteA, inviteB] = [fakeSeat(41), fakeSeat(42)];
export const [deviceA, deviceB] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const pskIds = new Map([inviteA, inviteB].map((seat) => [seat.inviteId, bytesOf(seat.pskId)]));

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

export function pskOf(inviteId: InviteId): Uint8Array<ArrayBuffer> {
  return pskIds.get(inviteId) ?? new Uint8Array(16);
}

export function waiting(seatId: SeatId, inviteId: InviteId, sealedKnock: string | null = 'AQID') {
  return { seatId, inviteId, sinceMs: 1, connected: true, sealedKnock };
}

/** What a therapist has of the keys, over a fake worker and a fake main side. */
export async function setUp() {
  const media = new FakeSealedMedia();
  const log = recordingLog();
  const scope = new Scope();
  const ipc = new FakeIpc({
    'session.identity': () => ({ publicKey: testBytes32(1) }),
    'session.seats': () => ({ seats: [inviteA, inviteB] }),
    'session.bind-seat': () => ({}),
    'session.revoke-seat': () => ({}),
    'session.judge-words': () => ({}),
    'device.recall': ({ deviceKey }) => ({
      // Anna's device is known, nobody else's.
      sessions: deviceKey === toBase64Url(deviceA) ? 3 : 0,
      words: deviceKey === toBase64Url(deviceA) ? 'same' : null,
    }),
  });
  const knocks: [SeatId, KnockView][] = [];
  const inside: [SeatId, InviteId][] = [];
  const posted: (SeatId | null)[] = [];
  let broken = 0;
  const sealing = new HostSealing({
    session,
    ipc,
    ports: {
      connect: () => Promise.reject(new AppError('connection-lost')),
      engine: new FakeEngine(),
      openSealedMedia: media.open,
      self: createStore(fakeSelf),
      saveFile: () => Promise.resolve(true),
      kept: keptFlags(),
      onNetworkBack: () => () => undefined,
      clock: new FakeClock(),
      random: countingRandom(),
      log,
    },
    post: (to) => {
      posted.push(to);
      return Promise.resolve(1);
    },
    trickle: () => Promise.resolve(),
    talk: { attach: () => undefined },
    account: new OwnAccount(),
    look: () => Promise.resolve(),
    rule: createStore<ShieldRule>('warn'),
    scope,
    onKnock: (seatId, knock) => void knocks.push([seatId, knock]),
    onKnockInside: (seatId, inviteId) => void inside.push([seatId, inviteId]),
    onSlip: () => undefined,
    onBroken: () => {
      broken += 1;
    },
  });
  await sealing.ready;
  const worker = media.last;
  /** The knocks that open, by psk id: what the worker would find inside. */
  const opens = (device: Uint8Array<ArrayBuffer>, kind: 'app' | 'browser' = 'app'): void => {
    media.answers['host.read-knock'] = () => ({
      verdict: 'opened',
      deviceKey: device,
      guestKind: kind,
      capture: 'hidden',
    });
  };
  const refuses = (reason: string): void => {
    media.answers['host.read-knock'] = () => ({ verdict: 'refused', reason });
  };
  /** The device that sits at each seat. */
  const devices = new Map<SeatId, string>();
  const letIn = (
    seatId: SeatId,
    inviteId: InviteId,
    deviceKey: Uint8Array<ArrayBuffer>,
    guestKind: 'app' | 'browser' = 'app',
  ): void => {
    const pskId = pskOf(inviteId);
    devices.set(seatId, toBase64Url(deviceKey));
    worker.push('host.guest-in', { seatId, pskId, deviceKey, guestKind });
  };
  const sit = (seatId: SeatId): string => {
    const participant = devices.get(seatId) ?? '';
    const guest = { participant, seatId, role: 'guest', guestKind: 'app' } as const;
    worker.push('session.state', {
      epoch: 1,
      suite: 'a suite',
      maySend: true,
      members: [{ ...guest, isSelf: false, hasKey: true, capture: null }],
    });
    return participant;
  };
  const showWords = (seatId: SeatId) => {
    const participant = sit(seatId);
    const words = ['a', 'b', 'c', 'd'];
    worker.push('session.words', { participant, seatId, words });
    return sealing.view.get().encryption?.words.find((one) => one.seatId === seatId);
  };
  return {
    media,
    worker,
    log,
    scope,
    ipc,
    sealing,
    knocks,
    inside,
    posted,
    opens,
    refuses,
    letIn,
    sit,
    showWords,
    broken: () => broken,
  };
}
