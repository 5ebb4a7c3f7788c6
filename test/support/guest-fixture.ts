import type { PosturePort } from '../../main/ports/posture-port.ts';
import { systemRandom } from '../../main/platform/system-random.ts';
import { createGuestSide, type GuestSide } from '../../main/guest/guest-side.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import {
  namesOf,
  type CallInput,
  type CallName,
  type CallResult,
} from '../../src/contract/contract.ts';
import { GUEST_IPC_PROTOCOL, guestIpc, type GuestIpc } from '../../src/contract/guest-ipc.ts';
import type { IpcBridge, IpcRequest } from '../../src/contract/ipc-wire.ts';
import { formatAppLink, formatInviteLink, type Invite } from '../../src/crypto/invite.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { FakeClock } from './fake-clock.ts';
import { testId } from './fake-ids.ts';
import { newSigner } from './identity.ts';
import { testOrigin, trustedSender } from './ipc-senders.ts';
import { MemoryKeychain } from './memory-keychain.ts';
import { recordingLog } from './recording-log.ts';

/** A therapist's invite, in both of its forms. */
export interface TestInvite {
  readonly appLink: string;
  readonly browserLink: string;
  readonly room: string;
  readonly secretText: string;
  readonly therapist: Uint8Array<ArrayBuffer>;
  readonly fingerprint: Uint8Array<ArrayBuffer>;
  readonly fingerprintText: string;
}

/** An invite to a room of its own. The same number gives the same room and secret. */
export function testInvite(
  number = 1,
  serverOrigin = 'https://rooms.example',
  therapist = newSigner().publicKey,
): TestInvite {
  const secret = new Uint8Array(32).fill(number);
  const fingerprint = fingerprintOfKey(therapist);
  const invite: Invite = {
    serverOrigin,
    room: testId(number),
    secret: new SecretBytes(secret),
    therapistFingerprint: fingerprint,
  };
  return {
    appLink: formatAppLink(invite),
    browserLink: formatInviteLink(invite),
    room: invite.room,
    secretText: toBase64Url(secret),
    therapist,
    fingerprint,
    fingerprintText: toBase64Url(fingerprint),
  };
}

type Call = <K extends CallName<GuestIpc>>(
  channel: K,
  data: CallInput<GuestIpc, K>,
) => Promise<CallResult<GuestIpc, K>>;

export interface StartedGuestSide {
  readonly side: GuestSide;
  readonly call: Call;
  readonly keychain: MemoryKeychain;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof recordingLog>;
  /** Every push so far. */
  readonly pushes: readonly (readonly [string, unknown])[];
  /** Every server origin that it changed to. */
  readonly origins: readonly (string | null)[];
}

/** One start of the app for clients, over a keychain in memory. */
export function startGuestSide(
  opened: string | null = null,
  keychain = new MemoryKeychain(),
  posture?: PosturePort,
): StartedGuestSide {
  const log = recordingLog();
  const clock = new FakeClock();
  const side = createGuestSide({
    host: {
      kind: 'preview',
      rendererOrigin: testOrigin,
      versions: { app: '0.1.0', node: '24', chromium: null, electron: null },
    },
    opened,
    ...(posture && { posture }),
    save: { ask: () => Promise.resolve(null) },
    keychain,
    clock,
    random: systemRandom,
    log,
  });
  const pushes: [string, unknown][] = [];
  const origins: (string | null)[] = [];
  side.onPush((channel, data) => pushes.push([channel, data]));
  side.onAllowedServerOrigin((origin) => origins.push(origin));
  const call: Call = async (channel, data) => {
    const request = { protocol: GUEST_IPC_PROTOCOL, channel, data };
    const answer = await side.handle(request, trustedSender);
    if (!answer.ok) throw fromWireError(answer.error);
    return guestIpc[channel].out.parse(answer.data) as never;
  };
  return { side, call, keychain, clock, log, pushes, origins };
}

/** The bridge that a shell would put into the page, straight to the main side. */
export function bridgeTo(side: GuestSide): IpcBridge {
  const call = (request: IpcRequest): Promise<unknown> => side.handle(request, trustedSender);
  const on =
    (name: string) =>
    (listener: (data: unknown) => void): (() => void) =>
      side.onPush((channel, data) => {
        if (channel === name) listener(data);
      });
  const { table } = side;
  return {
    calls: Object.fromEntries(namesOf(table, 'call').map((name) => [name, call])),
    pushes: Object.fromEntries(namesOf(table, 'push').map((name) => [name, on(name)])),
  };
}
