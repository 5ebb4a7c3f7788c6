import type { Bytes } from '../../src/base/bytes.ts';
import { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { newId } from '../../src/contract/ids.ts';
import type {
  IdentityWanted,
  SeatKeys,
  TrackCount,
  TrackOptions,
  WorkerMessage,
} from '../../src/contract/media-worker.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';
import type {
  CredentialClaims,
  IdentitySigner,
  IdentityStatement,
} from '../../src/crypto/identity/identity-statement.ts';
import { deriveInviteKeys } from '../../src/crypto/invite-keys.ts';
import {
  createMediaWorkerClient,
  type MediaWorkerClient,
  type WorkerPort,
} from '../../renderer/media/media-worker-client.ts';
import type { EncodedFrame } from '../../renderer/media/worker/frame-transform.ts';
import { WorkerCalls } from '../../renderer/media/worker/worker-calls.ts';
import { FakeClock } from './fake-clock.ts';
import { newSigner, realRandom } from './identity.ts';
import { keyWorkDone } from './key-work.ts';
import { recordingLog } from './recording-log.ts';

/** No browser storage: identities live as long as their worker. */
const noStore = {
  read: () => Promise.reject(new Error('no storage')),
  keep: () => Promise.reject(new Error('no storage')),
};

interface BenchTrack {
  put(frame: Bytes): Promise<void>;
  end(): Promise<void>;
  readonly passed: Bytes[];
  readonly ended: Promise<void>;
}

/** The media worker's logic under Node, with its client, and frames that a test hands in. */
export class BenchWorker {
  readonly clock: FakeClock;
  readonly client: MediaWorkerClient;
  readonly keyFrameRequests: string[] = [];
  counts: readonly TrackCount[] = [];
  /** What the page does when it is asked to compare what it sent. */
  onLook: () => Promise<unknown> = () => Promise.resolve();
  readonly #calls: WorkerCalls;

  constructor(clock: FakeClock) {
    this.clock = clock;
    const port: WorkerPort = {
      onmessage: null,
      onerror: null,
      terminate: () => undefined,
      postMessage: (message) => void this.#calls.take(structuredClone(message)),
    };
    this.#calls = new WorkerCalls({
      clock,
      random: realRandom,
      identities: noStore,
      post: (message: WorkerMessage) => {
        const data: unknown = structuredClone(message);
        port.onmessage?.(new MessageEvent('message', { data }));
      },
    });
    const scope = new Scope();
    const log = recordingLog();
    this.client = createMediaWorkerClient({ port, clock, log, scope, onBroken: () => undefined });
    this.client.on('session.look-wanted', ({ look }) => {
      const answer = (isDone: boolean) => this.client.call('session.looked', { look, isDone });
      void this.onLook().then(
        () => answer(true),
        () => answer(false),
      );
    });
    this.client.on('track.counts', ({ tracks }) => {
      this.counts = tracks;
    });
  }

  /** Attaches a track; what it lets through lies in `passed`. */
  track(options: TrackOptions): BenchTrack {
    const passed: Bytes[] = [];
    const input = new TransformStream<EncodedFrame, EncodedFrame>();
    const writer = input.writable.getWriter();
    const writable = new WritableStream<EncodedFrame>({
      write: (frame) => void passed.push(new Uint8Array(frame.data)),
    });
    const name = `${options.direction} ${options.source}`;
    const ended = this.#calls.attach(options, {
      readable: input.readable,
      writable,
      requestKeyFrame: () => void this.keyFrameRequests.push(name),
    });
    ended.catch(() => undefined);
    return {
      passed,
      ended,
      end: async () => {
        await writer.close();
        await ended;
      },
      put: async (frame) => {
        await writer.write({ data: frame.slice().buffer });
        await keyWorkDone();
      },
    };
  }
}

/** A therapist's worker and a guest's, with an honest server between them. */
export class BenchSession {
  readonly clock = new FakeClock(Date.now());
  host = new BenchWorker(this.clock);
  guest = new BenchWorker(this.clock);
  readonly hostSeat = newId<SeatId>(realRandom);
  readonly guestSeat = newId<SeatId>(realRandom);
  readonly room = realRandom.bytes(16);
  readonly signer: IdentitySigner = newSigner();
  readonly guestSigner: IdentitySigner = newSigner();
  readonly secret = realRandom.bytes(32);
  /** What is on its way, in order. */
  readonly #toGuest: Bytes[] = [];
  readonly #toHost: Bytes[] = [];
  readonly #guestKind: 'app' | 'browser';
  isCut = false;
  /** From which seat the guest's messages come in, as the server says. */
  fromSeat = this.guestSeat;
  /** Done before each message that reaches the therapist. */
  beforeHostReceives: () => Promise<void> = () => Promise.resolve();

  constructor(guestKind: 'app' | 'browser' = 'browser') {
    this.#guestKind = guestKind;
  }

  async start(): Promise<void> {
    await this.#startHost();
    await this.startGuest(this.guest);
  }

  /** The therapist's app is started again: another worker, and nothing kept but what the vault has of the seat. */
  async restartHost(deviceKey: Bytes | null = this.guestSigner.publicKey): Promise<void> {
    await this.clock.advance(1_000);
    this.host = new BenchWorker(this.clock);
    this.#toHost.length = 0;
    await this.#startHost();
    const state = deviceKey ? ({ state: 'bound', deviceKey } as const) : undefined;
    await this.host.client.call('host.add-seat', { seat: await this.seatKeys(state) });
    await this.host.client.call('host.call-back', {});
    await this.deliver();
  }

  /** The guest's page is loaded again: another worker, and nothing kept but the device's key. */
  async reloadGuest(guest = new BenchWorker(this.clock)): Promise<void> {
    this.guest = guest;
    this.#toGuest.length = 0;
    await this.startGuest(guest);
    await guest.client.call('guest.come-back', {});
    await this.deliver();
  }

  async #startHost(): Promise<void> {
    const { host } = this;
    answerSignatures(host, this.signer, this.room, 'therapist');
    host.client.on('relay.outgoing', ({ seatIds, bytes }) => {
      const isForGuest = [this.guestSeat, this.fromSeat].some((seat) => seatIds?.includes(seat));
      if (seatIds === null || isForGuest) this.#toGuest.push(bytes);
    });
    const identityKey = this.signer.publicKey;
    await host.client.call('host.start', { room: this.room, identityKey });
    await host.client.call('host.seated', { seatId: this.hostSeat });
  }

  async startGuest(guest: BenchWorker, signer = this.guestSigner): Promise<void> {
    answerSignatures(guest, signer, this.room, 'guest');
    guest.client.on('relay.outgoing', ({ bytes }) => void this.#toHost.push(bytes));
    await guest.client.call('guest.start', {
      room: this.room,
      secret: this.secret.slice(),
      therapistFingerprint: fingerprintOfKey(this.signer.publicKey),
      guestKind: this.#guestKind,
      identityKey: signer.publicKey,
    });
    await guest.client.call('guest.inside', { hostSeatId: this.hostSeat });
  }

  async seatKeys(state: SeatKeys['state'] = { state: 'open' }): Promise<SeatKeys> {
    const keys = await deriveInviteKeys(new SecretBytes(this.secret.slice()));
    return {
      knockKey: keys.knockKey.expose((bytes) => bytes.slice()),
      psk: keys.psk.expose((bytes) => bytes.slice()),
      pskId: keys.pskId,
      state,
    };
  }

  async admit(): Promise<void> {
    await this.letIn();
    await this.deliver();
  }

  /** The therapist has said yes; the Welcome is on its way. */
  async letIn(): Promise<void> {
    const { deviceKey } = await this.knock();
    await this.host.client.call('host.admit', { seatId: this.guestSeat, deviceKey });
  }

  /** The guest knocks, and the therapist sees who it is. */
  async knock(): Promise<{ readonly deviceKey: Bytes }> {
    const { sealed } = await this.guest.client.call('guest.knock', {});
    const seat = await this.seatKeys();
    await this.host.client.call('host.add-seat', { seat });
    const verdict = await this.host.client.call('host.read-knock', {
      seatId: this.guestSeat,
      pskId: seat.pskId,
      sealed,
    });
    if (verdict.verdict !== 'opened') throw new Error(`refused: ${verdict.reason}`);
    return verdict;
  }

  /** The oldest so many messages on their way to the guest arrive, all at once. */
  async deliverToGuest(count = this.#toGuest.length): Promise<void> {
    await Promise.all(
      this.#toGuest.splice(0, count).map(async (bytes) => {
        await this.guest.client.call('session.receive', { from: this.hostSeat, bytes });
      }),
    );
  }

  /** The oldest so many messages on their way to the therapist arrive. */
  async deliverToHost(count = this.#toHost.length): Promise<void> {
    for (const bytes of this.#toHost.splice(0, count)) {
      await this.host.client.call('session.receive', { from: this.fromSeat, bytes });
    }
  }

  /** Everything that is on its way arrives, and what it brings about as well. */
  async deliver(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await keyWorkDone();
      for (let next = this.#toGuest.shift(); next; next = this.#toGuest.shift()) {
        quiet = 0;
        if (!this.isCut)
          await this.guest.client.call('session.receive', { from: this.hostSeat, bytes: next });
      }
      for (let next = this.#toHost.shift(); next; next = this.#toHost.shift()) {
        quiet = 0;
        if (this.isCut) continue;
        await this.beforeHostReceives();
        await this.host.client.call('session.receive', { from: this.fromSeat, bytes: next });
      }
    }
  }

  /** Time goes by, and what is sent meanwhile arrives. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      await this.clock.advance(Math.min(1000, ms - passed));
      await this.deliver();
    }
  }
}

/** Whoever holds the identity key signs what the worker asks for, as the main side does. */
function answerSignatures(
  { client }: BenchWorker,
  signer: IdentitySigner,
  room: Bytes,
  role: 'therapist' | 'guest',
): void {
  client.on('identity.wanted', ({ requestId, statement }) => {
    void signer
      .sign(statementOf(statement, { role, identityKey: signer.publicKey, room }))
      .then((signature) => client.call('identity.signed', { requestId, signature }));
  });
}

export function statementOf(
  wanted: IdentityWanted,
  by: Omit<CredentialClaims, 'notAfterS'>,
): IdentityStatement {
  switch (wanted.kind) {
    case 'credential': {
      const { notAfterS, mlsSignatureKey } = wanted;
      return { kind: 'credential', claims: { ...by, notAfterS }, mlsSignatureKey };
    }
    case 'rejoin':
      return { ...wanted, room: by.room };
    case 'attestation':
      return wanted;
  }
}
