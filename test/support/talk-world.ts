import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import { newId, type SeatId } from '../../src/contract/ids.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';
import { parseEnvelope } from '../../src/crypto/messages/relay-envelope.ts';
import { encodeTalk, type TalkPayload } from '../../src/crypto/messages/talk-payload.ts';
import type { Member, Roster } from '../../src/crypto/mls/roster.ts';
import { SessionSeats } from '../../renderer/media/worker/session-seats.ts';
import { TalkDesk } from '../../renderer/media/worker/talk/talk-desk.ts';
import { FakeClock } from './fake-clock.ts';
import { realRandom } from './identity.ts';
import { keyWorkDone } from './key-work.ts';

type Pushed<K extends PushName<MediaWorker>> = PushInput<MediaWorker, K>;

/** One member's desk, what it told its page, and a page that hands chunks on. */
export class TalkSide {
  readonly member: Member;
  readonly seatId = newId<SeatId>(realRandom);
  readonly seats = new SessionSeats();
  desk: TalkDesk;
  /** What the page posts; false: it holds the chunks back. */
  isPosting = true;
  readonly #world: TalkWorld;
  readonly #pushed: { name: PushName<MediaWorker>; data: unknown }[] = [];

  constructor(world: TalkWorld, leaf: number) {
    this.#world = world;
    const identityKey = realRandom.bytes(32);
    this.member = {
      leaf,
      role: leaf === 0 ? 'therapist' : 'guest',
      identityKey,
      participant: toBase64Url(identityKey),
      hpkeKey: new Uint8Array(),
      vouched: { credential: new Uint8Array(), signatureKey: new Uint8Array() },
    };
    this.desk = this.#newDesk();
  }

  /** Its page was loaded again: everything is forgotten. */
  restart(): void {
    this.desk = this.#newDesk();
  }

  /** What was pushed under a name, in order. */
  all<K extends PushName<MediaWorker>>(name: K): Pushed<K>[] {
    return this.#pushed.filter((one) => one.name === name).map(({ data }) => data as Pushed<K>);
  }

  /** What was pushed last under a name. */
  last<K extends PushName<MediaWorker>>(name: K): Pushed<K> {
    const data = this.all(name).at(-1);
    if (data === undefined) throw new Error(`no ${name}`);
    return data;
  }

  get refused(): string[] {
    return this.all('session.refused').map(({ reason }) => reason);
  }

  /** Sends what no honest desk would. */
  forge(to: TalkSide, payload: TalkPayload | Bytes, isPrivate: boolean): void {
    const bytes = payload instanceof Uint8Array ? payload : encodeTalk(payload);
    to.desk.hear({ kind: 'message', from: this.member, isPrivate, payload: bytes });
  }

  /** The group as this side sees it from now on. */
  enter(epoch: bigint, roster: Roster, groupId = 'group'): void {
    this.seats.current = {
      kind: 'epoch',
      groupId,
      epoch,
      ownLeaf: this.member.leaf,
      roster,
      added: [],
      removed: [],
      authenticatorHash: new Uint8Array(32),
      baseKey: null,
    };
    this.seats.onChange();
  }

  #newDesk(): TalkDesk {
    return new TalkDesk({
      seats: this.seats,
      clock: this.#world.clock,
      random: realRandom,
      talk: {
        say: (payload) => this.#world.carry(this, null, payload),
        whisper: (participant, payload) => this.#world.carry(this, participant, payload),
      },
      push: (name, data) => {
        this.#pushed.push({ name, data });
        if (name === 'file.outgoing' && this.isPosting) {
          void this.#world.carryChunk(this, data as Pushed<'file.outgoing'>);
        }
      },
    });
  }
}

/** A therapist and two guests who hear each other, without MLS: who sent something is known, as it is behind MLS. */
export class TalkWorld {
  readonly clock = new FakeClock(1_000_000);
  readonly therapist: TalkSide;
  readonly anna: TalkSide;
  readonly ben: TalkSide;
  /** Everything that went over the relay outside MLS. */
  readonly chunks: Bytes[] = [];
  /** What becomes of messages on the way; null: lost. */
  tamper: (from: TalkSide, payload: Bytes) => Bytes | null = (_from, payload) => payload;
  tamperChunk: (chunk: Bytes) => readonly Bytes[] = (chunk) => [chunk];
  #epoch = 1n;

  constructor() {
    this.therapist = new TalkSide(this, 0);
    this.anna = new TalkSide(this, 1);
    this.ben = new TalkSide(this, 2);
    for (const one of this.sides) {
      for (const { seatId, member } of this.sides) one.seats.setSeat(seatId, member.participant);
    }
    this.newEpoch();
  }

  get sides(): readonly TalkSide[] {
    return [this.therapist, this.anna, this.ben];
  }

  /** Everybody but those who left is in a new epoch. */
  newEpoch(...left: readonly TalkSide[]): void {
    this.#epoch += 1n;
    const present = this.sides.filter((side) => !left.includes(side));
    const roster = present.map(({ member }) => member);
    for (const side of present) side.enter(this.#epoch, roster);
  }

  async carry(from: TalkSide, participant: string | null, sent: Bytes): Promise<void> {
    await Promise.resolve();
    const payload = this.tamper(from, sent);
    if (!payload) return;
    for (const side of this.sides) {
      const isFor = participant === null || side.member.participant === participant;
      if (side === from || !isFor) continue;
      const isPrivate = participant !== null;
      side.desk.hear({ kind: 'message', from: from.member, isPrivate, payload });
    }
  }

  async carryChunk(from: TalkSide, data: Pushed<'file.outgoing'>): Promise<void> {
    const receiver = this.sides.find(({ seatId }) => seatId === data.to);
    const envelope = parseEnvelope(data.bytes);
    if (!receiver || envelope?.kind !== 'file-chunk') throw new Error('no chunk for anybody');
    this.chunks.push(envelope.bytes);
    for (const chunk of this.tamperChunk(envelope.bytes)) await receiver.desk.hearChunk(chunk);
    await from.desk.chunkSent(data.fileId, data.round, data.index);
  }
}

/** Real keys are worked on in other threads: waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isSo(); attempt += 1) await settle();
  if (!isSo()) throw new Error('it did not come to that');
}

/** Everything that is under way gets on. */
export const settle = keyWorkDone;
