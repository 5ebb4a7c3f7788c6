import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { CancelTimer } from '../../../src/base/ports.ts';
import { ids } from '../../../src/contract/ids.ts';
import {
  maySend,
  onBeat,
  startMemberBeats,
  type MemberBeats,
} from '../../../src/crypto/beats/member-beats.ts';
import type { GuestOptions } from '../../../src/crypto/session/guest-session.ts';
import { GuestSession } from '../../../src/crypto/session/guest-session.ts';
import type { EpochEvent, Output, SessionEvent } from '../../../src/crypto/session/output.ts';
import type { Seating } from '../../../src/crypto/messages/session-message.ts';
import { SerialQueue } from '../../../src/crypto/mls/serial-queue.ts';
import { pushState, type SessionKeys } from './session-keys.ts';
import type { WorkerPorts } from './worker-ports.ts';

/** How often we look whether our key is still confirmed. */
const confirmationLookMs = 1_000;

/** Nothing is reported about the device yet. */
const noReport: Bytes = new Uint8Array();

/** A guest's session in the worker: MLS, answers to beats, and the media keys that come of them. */
export class GuestKeys {
  readonly #ports: WorkerPorts;
  readonly #keys: SessionKeys;
  readonly #session: GuestSession;
  readonly #queue = new SerialQueue();
  #beats: MemberBeats | null = null;
  #maySend = false;
  #cancelLook: CancelTimer = () => undefined;

  constructor(
    ports: WorkerPorts,
    keys: SessionKeys,
    options: Omit<GuestOptions, keyof WorkerPorts>,
  ) {
    this.#ports = ports;
    this.#keys = keys;
    this.#session = new GuestSession({ ...ports, ...options });
  }

  get isIn(): boolean {
    return this.#beats !== null;
  }

  knock(): Promise<Bytes> {
    return this.#session.knock(noReport);
  }

  requestRejoin(challenge: Bytes): Promise<Bytes> {
    return this.#session.requestRejoin(challenge, noReport);
  }

  async receive(bytes: Bytes): Promise<void> {
    await this.#queue.run(async () => {
      await this.#apply(await this.#session.receive(bytes));
    });
  }

  async #apply({ outgoing, events }: Output): Promise<void> {
    for (const { bytes } of outgoing) {
      this.#ports.push('relay.outgoing', { seatIds: null, bytes });
    }
    for (const event of events) await this.#take(event);
  }

  async #take(event: SessionEvent): Promise<void> {
    const { push } = this.#ports;
    const keys = this.#keys;
    switch (event.kind) {
      case 'epoch':
        await this.#follow(event);
        return;
      case 'seating':
        this.#seat(event.message);
        return;
      case 'words': {
        const { participant, words } = event;
        push('session.words', { participant, seatId: keys.seatOf(participant), words: [...words] });
        return;
      }
      case 'beat':
        await this.#answer(event);
        return;
      case 'group-left':
        keys.ring.dropGroup(event.groupId);
        return;
      case 'removed':
        this.#leave();
        push('session.removed', {});
        return;
      case 'refused':
        push('session.refused', { reason: event.reason });
        return;
      case 'bound':
      case 'message':
        return;
    }
  }

  async #follow(event: EpochEvent): Promise<void> {
    const isNewGroup = this.#keys.current?.groupId !== event.groupId;
    await this.#keys.follow(event);
    if (isNewGroup || !this.#beats) {
      this.#beats = startMemberBeats(this.#ports.clock.nowMs());
      this.#lookLater();
    }
    this.#confirm();
    this.#show();
  }

  /** The therapist's word on which seat of the server's belongs to whom. */
  #seat({ seats }: Seating): void {
    for (const { leaf, seat } of seats) {
      const member = this.#keys.memberAt(leaf);
      if (member) this.#keys.setSeat(ids.seat.parse(toBase64Url(seat)), member.participant);
    }
    this.#show();
  }

  async #answer(event: Extract<SessionEvent, { kind: 'beat' }>): Promise<void> {
    const { message } = event;
    const { current, ring } = this.#keys;
    if (!this.#beats || !current) return;
    this.#keys.raiseFloors(event);
    if (message.type !== 'beat') return;
    const nowMs = this.#ports.clock.nowMs();
    const { state, answer } = onBeat(
      this.#beats,
      message,
      current.ownLeaf,
      ring.nextCounters(),
      nowMs,
    );
    this.#beats = state;
    this.#confirm();
    await this.#apply(await this.#session.send(answer));
  }

  #lookLater(): void {
    this.#cancelLook();
    this.#cancelLook = this.#ports.clock.after(confirmationLookMs, () => {
      this.#lookLater();
      this.#confirm();
    });
  }

  /** e2ee.md, Epochs: whoever is kept in an old epoch falls silent. */
  #confirm(): void {
    if (!this.#beats) return;
    const may = maySend(this.#beats, this.#ports.clock.nowMs());
    if (may === this.#maySend) return;
    this.#maySend = may;
    this.#keys.ring.setPaused(!may);
    this.#show();
  }

  #leave(): void {
    this.#cancelLook();
    this.#beats = null;
    this.#maySend = false;
    this.#keys.wipe();
  }

  #show(): void {
    pushState(this.#ports.push, this.#keys, this.#maySend, () => true);
  }
}
