import type { Bytes } from '../../../../src/base/bytes.ts';
import { equalBytes } from '../../../../src/base/bytes.ts';
import type { CancelTimer } from '../../../../src/base/ports.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import { chunkSizeBytes, isFileName } from '../../../../src/crypto/files/file-manifest.ts';
import { outgoingFile, type OutgoingFile } from '../../../../src/crypto/files/outgoing-file.ts';
import { encodeEnvelope } from '../../../../src/crypto/messages/relay-envelope.ts';
import type { FileEnd } from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { fileGoesBetween, type FileGone } from './file-rules.ts';
import { whisperLater, type TalkPorts } from './talk-ports.ts';

/** Chunks under way to one member, at most; and to the therapist from all others together, who share its place at the relay. */
const maxAhead = 12;
const maxAheadOfAll = 24;
/** How long an offer waits for its answer before it is made again. */
const answerMs = 10_000;
/** Files that we stopped and may hear of once more. */
const maxStopped = 32;

interface Sending {
  readonly fileId: number;
  /** Participant. */
  readonly to: string;
  readonly file: OutgoingFile;
  /** Where the chunks of this round go; null while the other side has not said from where on it wants them. */
  seatId: SeatId | null;
  /** Chunks of this round that have arrived, and that were handed out, both counted from the first of the file. */
  arrived: number;
  handedOut: number;
  /** What was sent in an earlier one is void. */
  round: number;
  isSealing: boolean;
  /** Stops waiting for an answer. */
  cancelWait: CancelTimer;
}

/** A file that we stopped: whether all of it had arrived by then, only the other side knows. */
interface Stopped {
  readonly fileId: number;
  readonly to: string;
  readonly id: Bytes;
}

export interface FileToSend {
  readonly fileId: number;
  readonly name: string;
  readonly bytes: Bytes;
  readonly to: SeatId;
}

/**
 * Files of ours on their way, one to each member. The manifest is whispered, and whispered again in every new group; the
 * other side answers from where on it wants chunks, and gets them in order, a few of them ahead of what has arrived.
 */
export class OutgoingFiles {
  readonly #ports: TalkPorts;
  readonly #files = new Map<number, Sending>();
  /** Members whose file is still being hashed. */
  readonly #preparing = new Set<string>();
  #stopped: readonly Stopped[] = [];

  constructor(ports: TalkPorts) {
    this.#ports = ports;
  }

  /** @throws AppError not-found, conflict, bad-request */
  async send({ fileId, name, bytes, to }: FileToSend): Promise<void> {
    const { seats, random } = this.#ports;
    const participant = seats.participantAt(to);
    const member = seats.roster.find((one) => one.participant === participant);
    if (!member || !fileGoesBetween(seats.own, member)) throw new AppError('not-found', 'no seat');
    if (!isFileName(name)) throw new AppError('bad-request', 'no file name');
    const isBusy = this.#preparing.has(member.participant) || this.#to(member.participant);
    if (isBusy) throw new AppError('conflict', 'a file is on its way');
    this.#preparing.add(member.participant);
    try {
      const file = await outgoingFile(bytes, name, random);
      // Reading takes a while: whoever it was for may be gone, and the group has not told of a file that was not here yet.
      if (!seats.roster.some((one) => one.participant === member.participant)) {
        file.wipe();
        throw new AppError('not-found', 'left meanwhile');
      }
      const sending: Sending = {
        fileId,
        to: member.participant,
        file,
        seatId: null,
        arrived: 0,
        handedOut: 0,
        round: 0,
        isSealing: false,
        cancelWait: () => undefined,
      };
      this.#files.set(fileId, sending);
      this.#offer(sending);
    } finally {
      this.#preparing.delete(member.participant);
    }
  }

  /**
   * The chunk has arrived there, and with it all before it. What is said of an earlier round, or of a file that is gone, is
   * nothing any more.
   */
  async chunkSent(fileId: number, round: number, index: number): Promise<void> {
    const sending = this.#files.get(fileId);
    if (sending?.round !== round || index < sending.arrived || index >= sending.handedOut) return;
    sending.arrived = index + 1;
    const { sizeBytes } = sending.file.manifest;
    const movedBytes = Math.min(sizeBytes, sending.arrived * chunkSizeBytes);
    this.#ports.push('file.progress', { fileId, movedBytes });
    await this.#handOut(sending);
  }

  async wanted(from: Member, id: Bytes, next: number): Promise<void> {
    const sending = this.#find(from, id);
    if (!sending || next >= sending.file.chunks) return;
    sending.cancelWait();
    this.#beginRound(sending, this.#ports.seats.seatOf(sending.to));
    sending.arrived = next;
    sending.handedOut = next;
    await this.#handOut(sending);
  }

  /** Also of one that we stopped too late: nobody may go on believing that it is not there. */
  received(from: Member, id: Bytes): void {
    const sending = this.#find(from, id);
    const stopped = this.#stopped.find(
      (one) => one.to === from.participant && equalBytes(one.id, id),
    );
    if (sending) this.#forget(sending);
    this.#stopped = this.#stopped.filter((one) => one !== stopped);
    const fileId = sending?.fileId ?? stopped?.fileId;
    if (fileId !== undefined) this.#ports.push('file.ready', { fileId });
  }

  ended(from: Member, id: Bytes, reason: FileEnd): void {
    const sending = this.#find(from, id);
    if (sending) this.#end(sending, reason === 'cancelled' ? 'cancelled-there' : reason);
  }

  /** @returns false when it is no file of ours */
  cancel(fileId: number, reason: FileGone): boolean {
    const sending = this.#files.get(fileId);
    if (!sending) return false;
    const { id } = sending.file.manifest;
    whisperLater(this.#ports, sending.to, { type: 'file-ended', id, reason: 'cancelled' });
    this.#stopped = [...this.#stopped, { fileId, to: sending.to, id }].slice(-maxStopped);
    this.#end(sending, reason);
    return true;
  }

  /** `isAnew`: what was said before may be lost. */
  groupChanged(isAnew: boolean): void {
    const { seats } = this.#ports;
    for (const sending of this.#files.values()) {
      const isHere = seats.roster.some(({ participant }) => participant === sending.to);
      // A seat of its own at the server, too: chunks for the old one go nowhere.
      const hasMoved = sending.seatId !== null && seats.seatOf(sending.to) !== sending.seatId;
      if (!isHere) this.#end(sending, 'left');
      else if (isAnew || hasMoved) this.#offer(sending);
    }
  }

  /**
   * No chunk leaves behind it until it is answered: whoever has forgotten the file would get some from its middle. An answer
   * that does not come is asked for again.
   */
  #offer(sending: Sending): void {
    const { seats, clock } = this.#ports;
    // It holds the key of the file: not in an epoch that somebody may have been left behind in.
    if (!seats.maySend) return;
    const { to, file } = sending;
    this.#beginRound(sending, null);
    whisperLater(this.#ports, to, { type: 'file-offer', manifest: file.manifest });
    sending.cancelWait();
    sending.cancelWait = clock.after(answerMs, () => {
      this.#offer(sending);
    });
  }

  #beginRound(sending: Sending, seatId: SeatId | null): void {
    sending.round += 1;
    sending.seatId = seatId;
    const { fileId, round } = sending;
    this.#ports.push('file.round', { fileId, round });
  }

  /** Seals and hands out what may be under way besides. One at a time, so that they leave in order. */
  async #handOut(sending: Sending): Promise<void> {
    if (sending.isSealing) return;
    sending.isSealing = true;
    const { fileId, file } = sending;
    while (this.#mayHandOut(sending)) {
      const { round, handedOut: index } = sending;
      const chunk = await file.chunk(index);
      if (this.#files.get(fileId) !== sending) return;
      const { seatId } = sending;
      if (sending.round !== round || seatId === null) continue;
      sending.handedOut += 1;
      const bytes = encodeEnvelope({ kind: 'file-chunk', bytes: chunk });
      this.#ports.push('file.outgoing', { fileId, round, index, to: seatId, bytes });
    }
    sending.isSealing = false;
  }

  #mayHandOut({ seatId, file, handedOut, arrived }: Sending): boolean {
    const others = Math.max(1, this.#ports.seats.roster.length - 1);
    const ahead = Math.max(1, Math.min(maxAhead, Math.floor(maxAheadOfAll / others)));
    return seatId !== null && handedOut < file.chunks && handedOut - arrived < ahead;
  }

  #end(sending: Sending, reason: FileGone): void {
    this.#forget(sending);
    this.#ports.push('file.gone', { fileId: sending.fileId, reason });
  }

  #forget({ fileId, file, cancelWait }: Sending): void {
    cancelWait();
    this.#files.delete(fileId);
    file.wipe();
  }

  #to(participant: string): boolean {
    return [...this.#files.values()].some(({ to }) => to === participant);
  }

  /** Only whoever the file is for has a say in it. */
  #find({ participant }: Member, id: Bytes): Sending | undefined {
    return [...this.#files.values()].find(
      ({ to, file }) => to === participant && equalBytes(file.manifest.id, id),
    );
  }
}
