import type { Bytes } from '../../../../src/base/bytes.ts';
import { equalBytes } from '../../../../src/base/bytes.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import { chunkSizeBytes, isFileName } from '../../../../src/crypto/files/file-manifest.ts';
import { outgoingFile, type OutgoingFile } from '../../../../src/crypto/files/outgoing-file.ts';
import { encodeEnvelope } from '../../../../src/crypto/messages/relay-envelope.ts';
import type { FileEnd } from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { fileGoesBetween, type FileGone } from './file-rules.ts';
import { whisperLater, type TalkPorts } from './talk-ports.ts';

interface Sending {
  readonly fileId: number;
  /** Participant. */
  readonly to: string;
  readonly file: OutgoingFile;
  /** Where the chunks of this round go. */
  seatId: SeatId | null;
  next: number;
  /** Counts how often the other side has said from where on it wants chunks; what was sent before that is void. */
  round: number;
}

export interface FileToSend {
  readonly fileId: number;
  readonly name: string;
  readonly bytes: Bytes;
  readonly to: SeatId;
}

/**
 * Files of ours on their way, one to each member. The manifest is whispered, and whispered again in every new group; the
 * other side answers from where on it wants chunks, and gets them one by one, each after the one before has arrived.
 */
export class OutgoingFiles {
  readonly #ports: TalkPorts;
  readonly #files = new Map<number, Sending>();
  /** Members whose file is still being hashed. */
  readonly #preparing = new Set<string>();

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
      const sending = { fileId, to: member.participant, file, seatId: null, next: 0, round: 0 };
      this.#files.set(fileId, sending);
      this.#offer(sending);
    } finally {
      this.#preparing.delete(member.participant);
    }
  }

  /** The chunk has arrived there. What is said of an earlier round, or of a file that is gone, is nothing any more. */
  async chunkSent(fileId: number, round: number, index: number): Promise<void> {
    const sending = this.#files.get(fileId);
    if (sending?.round !== round || sending.next !== index) return;
    sending.next += 1;
    const { sizeBytes } = sending.file.manifest;
    const movedBytes = Math.min(sizeBytes, sending.next * chunkSizeBytes);
    this.#ports.push('file.progress', { fileId, movedBytes });
    await this.#sendNext(sending);
  }

  async wanted(from: Member, id: Bytes, next: number): Promise<void> {
    const sending = this.#find(from, id);
    if (!sending || next >= sending.file.chunks) return;
    sending.next = next;
    sending.round += 1;
    sending.seatId = this.#ports.seats.seatOf(sending.to);
    await this.#sendNext(sending);
  }

  received(from: Member, id: Bytes): void {
    const sending = this.#find(from, id);
    if (!sending) return;
    this.#forget(sending);
    this.#ports.push('file.ready', { fileId: sending.fileId });
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

  #offer({ to, file: { manifest } }: Sending): void {
    // It holds the key of the file: not in an epoch that somebody may have been left behind in.
    if (this.#ports.seats.maySend) whisperLater(this.#ports, to, { type: 'file-offer', manifest });
  }

  async #sendNext({ fileId, file, next: index, round, seatId }: Sending): Promise<void> {
    if (index >= file.chunks || seatId === null) return;
    const chunk = await file.chunk(index);
    if (this.#files.get(fileId)?.round !== round) return;
    const bytes = encodeEnvelope({ kind: 'file-chunk', bytes: chunk });
    this.#ports.push('file.outgoing', { fileId, round, index, to: seatId, bytes });
  }

  #end(sending: Sending, reason: FileGone): void {
    this.#forget(sending);
    this.#ports.push('file.gone', { fileId: sending.fileId, reason });
  }

  #forget({ fileId, file }: Sending): void {
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
