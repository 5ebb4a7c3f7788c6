import { randomBytes } from 'node:crypto';
import type { ClearStretch } from '../../src/contract/clear-stretch.ts';
import type { CallName, CallRequest } from '../../src/contract/contract.ts';
import { newId, type ClientId, type InviteId, type SessionId } from '../../src/contract/ids.ts';
import { ipc, IPC_PROTOCOL, type Ipc, type Session } from '../../src/contract/ipc.ts';
import { ipcRequest, type IpcResponse } from '../../src/contract/ipc-wire.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Seat } from '../../src/contract/seat-schema.ts';
import {
  deriveAdmission,
  fingerprintOf,
  formatAppLink,
  formatInviteLink,
} from '../../src/crypto/invite.ts';
import { sha256 } from '../../src/crypto/hkdf.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import { deriveSeat } from '../../main/services/seat-keys.ts';
import type { Clock } from '../../src/base/ports.ts';
import { systemClock } from '../../server/system-ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { toWireError } from '../../src/errors/error-wire.ts';
import { randomRoomId, TestTherapist } from './test-therapist.ts';

type Handlers = { [K in CallName<Ipc>]?: (input: CallRequest<Ipc, K>) => unknown };

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

/** The session half of the main side, without a vault: for tests whose subject is the call. Outlives a page's reload. */
export class TestMainSide {
  readonly clientId = newId<ClientId>(random);
  /** Session slips that the page has kept, base64url. */
  readonly slips: string[] = [];
  readonly #therapist: TestTherapist;
  readonly #serverOrigin: string;
  readonly #clock: Pick<Clock, 'nowMs'>;
  /** In how many sessions each device was before, by its key. */
  readonly devices = new Map<string, number>();
  /** What was said of the words of each device. */
  readonly verdicts = new Map<string, 'same' | 'different'>();
  /** When something left unsealed, as the vault would keep it. */
  readonly clear: ClearStretch[] = [];
  #session: Session | null = null;
  #seats: Seat[] = [];

  constructor(serverOrigin: string, clock: Pick<Clock, 'nowMs'> = systemClock) {
    this.#serverOrigin = serverOrigin;
    this.#clock = clock;
    this.#therapist = new TestTherapist(serverOrigin);
  }

  async enrol(code: string): Promise<void> {
    await this.#therapist.enrol(code);
  }

  /** @throws AppError not-found */
  seat(inviteId: InviteId): Seat {
    const seat = this.#seats.find((one) => one.inviteId === inviteId);
    if (!seat) throw new AppError('not-found');
    return seat;
  }

  /** Of the invite that was made last. */
  get lastSeat(): Seat {
    const seat = this.#seats.at(-1);
    if (!seat) throw new AppError('not-found');
    return seat;
  }

  /** Ends the session that a test left behind. */
  forget(): void {
    this.#session = null;
    this.#seats = [];
  }

  /** Answers one request of the page, as the bridge's receiver does. */
  async handle(request: unknown): Promise<IpcResponse> {
    try {
      const { channel, data } = ipcRequest.parse(request);
      if (!Object.hasOwn(ipc, channel)) throw new AppError('bad-request');
      const name = channel as CallName<Ipc>;
      const handler = this.#handlers[name] as ((input: unknown) => unknown) | undefined;
      if (!handler) throw new AppError('not-found');
      const answer: unknown = await handler(ipc[name].in.parse(data));
      return { ok: true, data: ipc[name].out.parse(answer) };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  }

  readonly #handlers: Handlers = {
    'app.status': () => ({
      protocol: IPC_PROTOCOL,
      host: 'preview',
      versions: { app: 'test', node: process.versions.node, chromium: null, electron: null },
    }),
    'vault.status': () => ({ state: 'open', cipher: 'none', keychain: 'none' }),
    'capture.get': () => ({ capability: 'unknown', verdict: 'unknown', why: 'no-app' }),
    'capture.rule': () => ({ rule: 'warn' }),
    'client.list': () => ({ clients: [] }),
    'server.get': () => ({ origin: this.#serverOrigin, enrolled: true, enrolmentCode: null }),
    'session.current': () => ({ session: this.#session }),
    'session.start': ({ clientId }) => {
      this.#session = {
        sessionId: newId<SessionId>(random),
        clientId,
        roomId: randomRoomId(),
        serverOrigin: this.#serverOrigin,
        startedAtMs: this.#clock.nowMs(),
      };
      return this.#session;
    },
    'session.sign': ({ challenge }) => this.#therapist.signRoom(this.#running.roomId, challenge),
    'session.identity': () => ({ publicKey: this.#therapist.publicKey }),
    'session.sign-credential': (claims) =>
      this.#therapist.signCredential(this.#running.roomId, claims),
    'session.sign-attestation': ({ record }) => this.#therapist.signAttestation(record),
    'session.keep-slip': ({ slip }) => {
      this.slips.push(slip);
      return {};
    },
    'session.invite': () => this.#invite(),
    'session.seats': () => ({ seats: this.#seats }),
    'session.bind-seat': ({ inviteId, deviceKey }) => {
      const { state } = this.seat(inviteId);
      const isFree = state.state === 'open';
      if (!isFree && !(state.state === 'bound' && state.deviceKey === deviceKey)) {
        throw new AppError('conflict');
      }
      return this.#moveSeat(inviteId, { state: 'bound', deviceKey });
    },
    'session.revoke-seat': ({ inviteId }) => this.#moveSeat(inviteId, { state: 'revoked' }),
    'session.note-clear': ({ stretch }) => {
      this.clear.push(stretch);
      return {};
    },
    'session.clear-stretches': () => ({ clear: this.clear }),
    'session.judge-words': ({ deviceKey, verdict }) => {
      this.verdicts.set(deviceKey, verdict);
      return {};
    },
    'session.judged-words': () => ({
      judged: [...this.verdicts].map(([deviceKey, verdict]) => ({
        deviceKey,
        guestKind: 'app' as const,
        verdict,
      })),
    }),
    'device.recall': ({ deviceKey }) => ({
      sessions: this.devices.get(deviceKey) ?? 0,
      words: this.verdicts.get(deviceKey) ?? null,
    }),
    'session.end': () => {
      this.forget();
      return {};
    },
  };

  get #running(): Session {
    if (!this.#session) throw new AppError('not-found');
    return this.#session;
  }

  #moveSeat(inviteId: InviteId, state: Seat['state']) {
    this.#seats = this.#seats.map((one) => (one.inviteId === inviteId ? { ...one, state } : one));
    return {};
  }

  async #invite() {
    const secret = new SecretBytes(random.bytes(32));
    const nowMs = this.#clock.nowMs();
    const inviteId = newId<InviteId>(random);
    const seat = await deriveSeat({ inviteId, secret, state: { state: 'open' } });
    this.#seats.push(seat);
    const invite = {
      serverOrigin: this.#serverOrigin,
      room: this.#running.roomId,
      secret,
      therapistFingerprint: await fingerprintOf(decodeChecked(this.#therapist.publicKey)),
    };
    return {
      inviteId,
      seat,
      link: formatInviteLink(invite),
      appLink: formatAppLink(invite),
      admissionHash: toBase64Url(await sha256(await deriveAdmission(secret))),
      opensAtMs: nowMs - 1000,
      expiresAtMs: nowMs + 60 * 60 * 1000,
    };
  }
}
