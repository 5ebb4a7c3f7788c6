import { AppError } from '../../../../src/errors/app-error.ts';
import {
  chatIdSizeBytes,
  isChatText,
  type TalkPayload,
} from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import { keyOf, sayLater, senderOf, type TalkPorts } from './talk-ports.ts';

type Chat = Extract<TalkPayload, { type: 'chat' }>;

/** Messages of ours that somebody has not heard yet; more than that would be lost in one flood after a drop. */
const maxUnheard = 30;
/** How many messages of others are known again when they are said once more. */
const maxKnown = 1_024;

interface Unheard {
  readonly messageId: number;
  readonly payload: Chat;
  readonly waitsFor: Set<string>;
  isHeard: boolean;
  /** Somebody left before they had it. */
  isMissed: boolean;
}

/**
 * Written messages. Each is said in the group as it stands, and said again in every later one until everybody who was
 * there at first has answered: whoever was just on the way from one epoch to the next would miss it otherwise.
 */
export class ChatDesk {
  readonly #ports: TalkPorts;
  readonly #unheard = new Map<string, Unheard>();
  readonly #known = new Set<string>();
  #lastId = 0;

  constructor(ports: TalkPorts) {
    this.#ports = ports;
  }

  /** @throws AppError bad-request, not-found when nobody is here, too-many */
  say(text: string): number {
    const { seats, random } = this.#ports;
    const own = seats.own?.participant;
    const others = seats.roster.filter(({ participant }) => participant !== own);
    if (!isChatText(text)) throw new AppError('bad-request', 'no text');
    if (others.length === 0) throw new AppError('not-found', 'nobody to hear it');
    if (this.#unheard.size >= maxUnheard) throw new AppError('too-many', 'unheard messages');
    this.#lastId += 1;
    const messageId = this.#lastId;
    const payload: Chat = { type: 'chat', id: random.bytes(chatIdSizeBytes), text };
    const waitsFor = new Set(others.map(({ participant }) => participant));
    this.#unheard.set(keyOf(payload.id), {
      messageId,
      payload,
      waitsFor,
      isHeard: false,
      isMissed: false,
    });
    if (seats.maySend) sayLater(this.#ports, payload);
    return messageId;
  }

  /** Somebody said something, for the first time or again. */
  hear(from: Member, { id, text }: Chat): void {
    const { seats, push } = this.#ports;
    if (this.#isNew(keyOf(id, from.participant))) {
      this.#lastId += 1;
      push('chat.said', { messageId: this.#lastId, ...senderOf(seats, from), text });
    }
    sayLater(this.#ports, { type: 'heard', id });
  }

  /** Somebody has heard something of ours; or so they say, and it is their loss if not. */
  heard(from: Member, { id }: Extract<TalkPayload, { type: 'heard' }>): void {
    const key = keyOf(id);
    const message = this.#unheard.get(key);
    if (!message?.waitsFor.delete(from.participant)) return;
    message.isHeard = true;
    this.#settle(key, message);
  }

  /** Somebody left, or there is another group: `isAnew` when what was said before may be lost. */
  groupChanged(isAnew: boolean): void {
    const { seats } = this.#ports;
    const present = new Set(seats.roster.map(({ participant }) => participant));
    for (const [key, message] of this.#unheard) {
      for (const one of message.waitsFor) {
        if (present.has(one)) continue;
        message.waitsFor.delete(one);
        message.isMissed = true;
      }
      this.#settle(key, message);
      if (isAnew && message.waitsFor.size > 0) sayLater(this.#ports, message.payload);
    }
  }

  #settle(key: string, { messageId, waitsFor, isHeard, isMissed }: Unheard): void {
    if (waitsFor.size > 0) return;
    this.#unheard.delete(key);
    const heardBy = isHeard ? (isMissed ? 'some' : 'all') : 'nobody';
    this.#ports.push('chat.settled', { messageId, heardBy });
  }

  #isNew(key: string): boolean {
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    if (this.#known.size > maxKnown) {
      const [oldest] = this.#known;
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return true;
  }
}
