import { createStore } from '../../renderer/view-models/store.ts';
import { expect, vi } from 'vitest';
import { createGuestMemory } from '../../renderer/platform/guest-memory.ts';
import { createTabStorage } from '../../renderer/platform/tab-storage.ts';
import { createDevicesModel } from '../../renderer/view-models/devices.ts';
import { entranceByAddress } from '../../renderer/view-models/guest-entrance.ts';
import { Guest } from '../../renderer/view-models/guest.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { formatInviteLink } from '../../src/crypto/invite.ts';
import type { AppError } from '../../src/errors/app-error.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { FakeDevices } from './fake-devices.ts';
import { testBytes32, testId } from './fake-ids.ts';
import { FakeEngine, presenceOf } from './fake-media.ts';
import { fakeSelf, FakeSealedMedia } from './fake-sealed-media.ts';
import { countingRandom } from './fake-random.ts';
import { FakeConnection, type Answers } from './fake-signaling.ts';
import { recordingLog } from './recording-log.ts';
import { createKeptFlags } from '../../renderer/platform/kept-flags.ts';

export const secretBytes = new Uint8Array(32).fill(7);
export const room = testId<string>(5);
export const link = linkInto(room);
/** Of another session. */
export const otherLink = linkInto(testId<string>(6));
const capabilities = { codecs: [], headerExtensions: [] };

function linkInto(into: string): string {
  return formatInviteLink({
    serverOrigin: 'https://rooms.example',
    room: into,
    secret: new SecretBytes(secretBytes.slice()),
    therapistFingerprint: new Uint8Array(16).fill(8),
  });
}

export function ticket(seat: number) {
  return {
    seatId: testId(seat),
    resumeToken: testBytes32(seat),
    routerRtpCapabilities: capabilities,
  };
}

export const welcoming: Answers = {
  'seat.redeem': () => ticket(1),
  'seat.resume': () => ticket(1),
};

/** A browser tab: what it remembers outlives the pages in it. */
export function tab(answers: Answers = welcoming) {
  const storage = createTabStorage(() => {
    throw new Error('no storage in this test');
  });
  const server = { answers, refused: null as AppError | null, hasTurn: false };
  const connections: FakeConnection[] = [];
  const clock = new FakeClock();
  const network = new Set<() => void>();
  function open(address: string, { supported = true } = {}) {
    const scope = new Scope();
    const log = recordingLog();
    const access = new FakeDevices();
    const engine = new FakeEngine();
    const media = new FakeSealedMedia();
    engine.supported = supported;
    let href = address;
    const devices = createDevicesModel({ access, scope, log, measureLevel: () => () => undefined });
    const guest = new Guest({
      ports: {
        connect: () => {
          if (server.refused) return Promise.reject(server.refused);
          const connection = new FakeConnection({
            'seat.knock': () => ({ isWaiting: true }),
            ...server.answers,
          });
          connection.hasTurn = server.hasTurn;
          connections.push(connection);
          return Promise.resolve(connection);
        },
        engine,
        openSealedMedia: media.open,
        self: createStore(fakeSelf),
        saveFile: () => Promise.resolve(true),
        kept: createKeptFlags(storage),
        onNetworkBack: (listener) => {
          network.add(listener);
          return () => network.delete(listener);
        },
        clock,
        random: countingRandom(),
        log,
      },
      readEntrance: entranceByAddress({
        href: () => href,
        forgetFragment: () => {
          href = href.replace(/#.*$/u, '');
        },
      }),
      memory: createGuestMemory(storage),
      seal: { kind: 'browser' },
      devices,
      scope,
    });
    return { media, guest, scope, access, engine, devices, log, href: () => href };
  }
  const last = (): FakeConnection => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection yet');
    return connection;
  };
  const networkBack = (): void => {
    for (const listener of network) listener();
  };
  return { open, server, connections, clock, storage, last, networkBack };
}

export async function waiting(answers: Answers = welcoming) {
  const browser = tab(answers);
  const page = browser.open(link);
  page.guest.join();
  await joined(page.guest);
  return { ...browser, ...page };
}

/** The key derivation takes real time. */
export async function joined(guest: Guest): Promise<void> {
  await vi.waitFor(() => {
    expect(guest.state.get().phase).not.toBe('joining');
  });
  await settle();
}

export async function inCall(answers: Answers = welcoming) {
  const all = await waiting(answers);
  all.last().push('seat.admitted', presenceOf(1));
  await settle();
  return all;
}

/** A group of the therapist and us, with the therapist's word on who sits there. */
export function groupOf(seatId: SeatId) {
  const member = { guestKind: null, hasKey: true, capture: null };
  return {
    epoch: 2,
    suite: 's',
    maySend: true,
    members: [
      { ...member, participant: 'AA', role: 'therapist' as const, seatId, isSelf: false },
      { ...member, participant: 'BB', role: 'guest' as const, seatId: null, isSelf: true },
    ],
  };
}
