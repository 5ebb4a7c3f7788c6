import type { Bytes } from '../../../../src/base/bytes.ts';
import { TokenBucket } from '../../../../src/base/token-bucket.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import {
  isTalk,
  parseTalk,
  talkTypes,
  type AsideSaid,
  type TalkPayload,
} from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import type { TalkMessage } from '../session-talk.ts';
import { AsideDesk } from './aside-desk.ts';
import { ChatDesk } from './chat-desk.ts';
import type { FileGone } from './file-rules.ts';
import { IncomingFiles } from './incoming-files.ts';
import { OutgoingFiles } from './outgoing-files.ts';
import { refuse, type TalkPorts } from './talk-ports.ts';

/** What one member may say at once, and in the long run: far more than a person does. */
const burst = 120;
const perSecond = 2;

/** Chat and files of a session: what comes in is judged by who signed it, and what goes out waits for nobody. */
export class TalkDesk {
  readonly #ports: TalkPorts;
  readonly #chat: ChatDesk;
  readonly #aside: AsideDesk;
  readonly #incoming: IncomingFiles;
  readonly #outgoing: OutgoingFiles;
  readonly #allowances = new Map<string, TokenBucket>();
  #lastFileId = 0;
  #group = '';

  constructor(ports: TalkPorts) {
    this.#ports = ports;
    this.#chat = new ChatDesk(ports);
    this.#aside = new AsideDesk(ports);
    this.#incoming = new IncomingFiles(ports, () => this.#nextFileId());
    this.#outgoing = new OutgoingFiles(ports);
    ports.seats.onChange = () => {
      this.#changed();
    };
  }

  /** Something of the application came in; what is not chat or files is somebody else's. */
  hear({ from, isPrivate, payload: bytes }: TalkMessage): void {
    if (!isTalk(bytes)) return;
    if (!this.#allowanceOf(from).take()) {
      refuse(this.#ports, 'too-much');
      return;
    }
    const payload = parseTalk(bytes);
    if (!payload) refuse(this.#ports, 'malformed');
    // What is for one alone and was said to all has told them a key; and the other way round nobody else has heard it.
    else if (talkTypes[payload.type].isPrivate !== isPrivate) refuse(this.#ports, 'not-entitled');
    else this.#take(from, payload);
  }

  async hearChunk(bytes: Bytes): Promise<void> {
    await this.#incoming.takeChunk(bytes);
  }

  /** @throws AppError bad-request, not-found, too-many */
  say(text: string): number {
    return this.#chat.say(text);
  }

  /** Tells it quietly; whoever is not there hears it later. */
  sayAside(said: AsideSaid): void {
    this.#aside.say(said);
  }

  /** @throws AppError not-found, conflict, bad-request */
  async sendFile(file: {
    readonly name: string;
    readonly bytes: Bytes;
    readonly to: SeatId;
  }): Promise<number> {
    const fileId = this.#nextFileId();
    await this.#outgoing.send({ fileId, ...file });
    return fileId;
  }

  async chunkSent(fileId: number, round: number, index: number): Promise<void> {
    await this.#outgoing.chunkSent(fileId, round, index);
  }

  cancelFile(fileId: number, reason: FileGone): void {
    if (!this.#outgoing.cancel(fileId, reason)) this.#incoming.cancel(fileId);
  }

  /** @throws AppError not-found */
  takeFile(fileId: number): Bytes {
    return this.#incoming.take(fileId);
  }

  #take(from: Member, payload: TalkPayload): void {
    switch (payload.type) {
      case 'chat':
        this.#chat.hear(from, payload);
        return;
      case 'heard':
        this.#chat.heard(from, payload);
        return;
      case 'file-offer':
        this.#incoming.offered(from, payload.manifest);
        return;
      case 'file-wanted':
        void this.#outgoing.wanted(from, payload.id, payload.next);
        return;
      case 'file-received':
        this.#outgoing.received(from, payload.id);
        return;
      case 'file-ended':
        this.#outgoing.ended(from, payload.id, payload.reason);
        this.#incoming.ended(from, payload.id);
        return;
      case 'aside':
        this.#aside.hear(from, payload);
        return;
      case 'aside-heard':
        this.#aside.heard(from, payload);
    }
  }

  #changed(): void {
    const { current, maySend } = this.#ports.seats;
    const group = current && maySend ? `${current.groupId} ${String(current.epoch)}` : '';
    const isAnew = group !== '' && group !== this.#group;
    this.#group = group;
    this.#chat.groupChanged(isAnew);
    this.#aside.groupChanged(isAnew);
    this.#outgoing.groupChanged(isAnew);
    this.#incoming.groupChanged();
  }

  #allowanceOf({ participant }: Member): TokenBucket {
    const known = this.#allowances.get(participant);
    if (known) return known;
    const allowance = new TokenBucket(burst, perSecond, this.#ports.clock);
    this.#allowances.set(participant, allowance);
    return allowance;
  }

  #nextFileId(): number {
    this.#lastFileId += 1;
    return this.#lastFileId;
  }
}
