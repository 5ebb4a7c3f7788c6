import {
  chatIdSizeBytes,
  type AsideSaid,
  type TalkPayload,
} from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import { keyOf, refuse, senderOf, whisperLater, type TalkPorts } from './talk-ports.ts';

type Aside = Extract<TalkPayload, { type: 'aside' }>;

/** Calls for help that nobody has heard yet, and that something else was told after. */
const maxCalls = 8;
/** How many signs of others are known again when they are told once more. */
const maxKnown = 256;

/** One sign, and who has heard it. */
interface Told {
  readonly payload: Aside;
  readonly heardBy: Set<string>;
}

/**
 * "Somebody came in", told quietly and to those alone whom it concerns: by a guest to the therapist, by the therapist to
 * every guest. How it is now is told again in each later group until they have answered, to whoever comes in later, and to
 * a therapist whose app began anew and knows nothing of it any more. A call for help is told to its end, also when it is
 * over.
 */
export class AsideDesk {
  readonly #ports: TalkPorts;
  readonly #known = new Set<string>();
  /** How it is here; null: as always. */
  #now: Told | null = null;
  #calls: readonly Told[] = [];
  #groupId = '';

  constructor(ports: TalkPorts) {
    this.#ports = ports;
  }

  /** Waits for nobody: who is not there hears it later. */
  say(said: AsideSaid): void {
    const before = this.#now;
    if (before?.payload.said === 'not-safe' && this.#isOwed(before)) {
      this.#calls = [...this.#calls, before].slice(-maxCalls);
    }
    const id = this.#ports.random.bytes(chatIdSizeBytes);
    this.#now = { payload: { type: 'aside', id, said }, heardBy: new Set() };
    if (this.#ports.seats.maySend) this.#tell(this.#now);
  }

  /** Somebody told something, for the first time or again. Between guests there is nothing to tell. */
  hear(from: Member, { id, said }: Aside): void {
    const { seats, push } = this.#ports;
    if (from.role === seats.own?.role) {
      refuse(this.#ports, 'not-entitled');
      return;
    }
    const key = keyOf(id, from.participant);
    if (!this.#known.has(key)) {
      this.#known.add(key);
      const [oldest] = this.#known;
      if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest);
      push('aside.told', { ...senderOf(seats, from), said });
    }
    whisperLater(this.#ports, from.participant, { type: 'aside-heard', id });
  }

  heard(from: Member, { id }: Extract<TalkPayload, { type: 'aside-heard' }>): void {
    const told = this.#all.find(({ payload }) => keyOf(payload.id) === keyOf(id));
    if (!told || from.role === this.#ports.seats.own?.role) return;
    const wasOwed = this.#isOwed(told);
    told.heardBy.add(from.participant);
    if (!wasOwed || this.#isOwed(told)) return;
    this.#calls = this.#calls.filter((one) => one !== told);
    this.#ports.push('aside.heard', { said: told.payload.said });
  }

  /** There is another epoch, or group; `isAnew`: what was told in the last one may be lost. */
  groupChanged(isAnew: boolean): void {
    const { current } = this.#ports.seats;
    if (!isAnew || !current) return;
    if (this.#groupId !== current.groupId) this.#now?.heardBy.clear();
    this.#groupId = current.groupId;
    for (const told of this.#all) this.#tell(told);
  }

  /** In the order in which they happened. */
  get #all(): readonly Told[] {
    return this.#now ? [...this.#calls, this.#now] : this.#calls;
  }

  #tell({ payload, heardBy }: Told): void {
    for (const one of this.#listeners) {
      if (!heardBy.has(one)) whisperLater(this.#ports, one, payload);
    }
  }

  /** Whether somebody whom it concerns has not heard it; also while nobody is here who could. */
  #isOwed({ heardBy }: Told): boolean {
    const listeners = this.#listeners;
    return listeners.length === 0 || listeners.some((one) => !heardBy.has(one));
  }

  /** Those whom it concerns, as far as they are here. */
  get #listeners(): readonly string[] {
    const { roster, own } = this.#ports.seats;
    return roster.filter(({ role }) => role !== own?.role).map(({ participant }) => participant);
  }
}
