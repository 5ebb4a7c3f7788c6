import type { Bytes } from '../../base/bytes.ts';
import { invariant } from '../../base/invariant.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { isDropped, type DropReason } from './drop-reason.ts';
import {
  deriveEpochKeys,
  type EpochKeys,
  type MediaEpoch,
  type ReceiveSlot,
} from './epoch-keys.ts';
import { openFrame, parseFrame, sealFrame, type FrameKind } from './frame-format.ts';
import { epochSlot, slotOfKid, type FrameContext } from './kid.ts';

/** Whose track a receiver shows. Decided by us from the roster, never by what the server says of a frame. */
export interface FrameSource {
  readonly participant: string;
  readonly context: FrameContext;
}

/** The next counter of one of our KIDs, as a beat reports it. */
export interface KidCounter {
  readonly kid: number;
  readonly ctr: number;
}

const afterEveryEpoch = 1n << 64n;

/** Receivers take counters of up to 48 bits. */
const maxCounter = 2 ** 48 - 1;

interface Group {
  readonly id: string;
  /** The highest epoch that was ever added. None at or below it is added again: its counters would start over. */
  newestEpoch: bigint;
  /** Epochs below it are forgotten, also those whose keys are still being derived. */
  oldestKept: bigint;
  /** By slot: an epoch whose low bits are the same takes the place of the older one. */
  readonly epochs: Map<number, EpochKeys>;
}

/**
 * Every media key that this device holds, for sending and receiving, over all tracks and transports. One instance per
 * worker. It starts silent and falls silent whenever in doubt.
 */
export class KeyRing {
  /** Newest first: after a therapist's restart the old group is still there for a moment. */
  #groups: Group[] = [];
  #sending: EpochKeys | null = null;
  #paused = false;

  /**
   * Takes the keys of an epoch for receiving. Sending goes on as before until `sendWith`.
   * @throws Error when the group had this epoch or a later one before: counters never start over.
   */
  async addEpoch(media: MediaEpoch): Promise<void> {
    const group = this.#groupOf(media.groupId);
    invariant(media.epoch > group.newestEpoch, 'an epoch is added once, in order');
    group.newestEpoch = media.epoch;
    const keys = await deriveEpochKeys(media);
    if (media.epoch < group.oldestKept) return;
    const slot = epochSlot(media.epoch);
    if (group.epochs.get(slot) === this.#sending) this.#sending = null;
    group.epochs.set(slot, keys);
  }

  /** Sends with this epoch from the next frame on. @throws Error when the ring does not have it. */
  sendWith(groupId: string, epoch: bigint): void {
    const keys = this.#find(groupId, epoch);
    invariant(keys !== undefined, 'sending needs a known epoch');
    this.#sending = keys;
  }

  /** Stops or resumes sending without forgetting keys or counters. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
  }

  /** Seals a frame of ours, or says why not. The counter is taken before anything is awaited. */
  seal(kind: FrameKind, frame: Bytes): Promise<Bytes> | DropReason {
    if (this.#paused) return 'sending-paused';
    const slot = this.#sending?.send.get(kind.context);
    if (!slot) return 'no-send-key';
    if (slot.nextCtr > maxCounter) return 'counter-exhausted';
    const ctr = slot.nextCtr;
    slot.nextCtr += 1;
    return sealFrame(slot.key, ctr, kind, frame) ?? 'too-short';
  }

  /** Opens a frame that came in on a receiver of `source`, or says why it is dropped. */
  async open(source: FrameSource, codec: FrameCodec, frame: Bytes): Promise<Bytes | DropReason> {
    const parsed = parseFrame(codec, frame);
    if (!parsed) return 'malformed';
    const { kid, ctr } = parsed.header;
    // Above 48 bits: no sender of ours ever gets there.
    if (typeof kid !== 'number' || typeof ctr !== 'number') return 'malformed';
    const kind = { codec, context: source.context };
    let reason: DropReason = 'unknown-key';
    for (const { epochs } of this.#groups) {
      const found = findSlot(epochs.get(slotOfKid(kid)), kid, source, ctr);
      if (isDropped(found)) {
        // What the newest group that knows the key says is the most telling.
        if (reason === 'unknown-key') reason = found;
        continue;
      }
      const opened = await openFrame(found.key, kind, parsed);
      const verdict = opened ? found.window.accept(ctr) : 'not-authentic';
      if (opened && verdict === 'fresh') return opened;
      if (reason === 'unknown-key' && verdict !== 'fresh') reason = verdict;
    }
    return reason;
  }

  /** Our next counter per KID in the epoch that we send with, for a beat. */
  nextCounters(): readonly KidCounter[] {
    return [...(this.#sending?.send.values() ?? [])].map(({ kid, nextCtr }) => ({
      kid,
      ctr: nextCtr,
    }));
  }

  /**
   * Refuses a sender's frames below the counters that it reported. KIDs that are not this leaf's are ignored: nobody
   * moves somebody else's floor.
   */
  raiseFloors(groupId: string, epoch: bigint, leaf: number, counters: readonly KidCounter[]): void {
    const keys = this.#find(groupId, epoch);
    for (const { kid, ctr } of counters) {
      const slot = keys?.receive.get(kid);
      if (slot?.leaf === leaf) slot.window.raiseFloor(ctr);
    }
  }

  /** Forgets the epochs before `epoch`: at once or a little after a switch, as the caller's timer says. */
  dropEpochsBefore(groupId: string, epoch: bigint): void {
    const group = this.#groups.find(({ id }) => id === groupId);
    if (group) this.#dropBefore(group, epoch);
  }

  /** Forgets a group's keys for good; that the group was here is remembered. */
  dropGroup(groupId: string): void {
    this.dropEpochsBefore(groupId, afterEveryEpoch);
  }

  /** Forgets every key for good, also those that are still being derived. Whoever is let in again gets later epochs. */
  wipe(): void {
    for (const group of this.#groups) this.#dropBefore(group, group.newestEpoch + 1n);
  }

  #dropBefore(group: Group, epoch: bigint): void {
    if (epoch > group.oldestKept) group.oldestKept = epoch;
    for (const [slot, keys] of group.epochs) {
      if (keys.epoch >= epoch) continue;
      group.epochs.delete(slot);
      if (this.#sending === keys) this.#sending = null;
    }
  }

  #groupOf(id: string): Group {
    const known = this.#groups.find((group) => group.id === id);
    if (known) return known;
    const group: Group = { id, newestEpoch: -1n, oldestKept: 0n, epochs: new Map() };
    this.#groups = [group, ...this.#groups];
    return group;
  }

  #find(groupId: string, epoch: bigint): EpochKeys | undefined {
    const keys = this.#groups.find(({ id }) => id === groupId)?.epochs.get(epochSlot(epoch));
    return keys?.epoch === epoch ? keys : undefined;
  }
}

/** The slot that may open a frame, or why none may. */
function findSlot(
  keys: EpochKeys | undefined,
  kid: number,
  source: FrameSource,
  ctr: number,
): ReceiveSlot | DropReason {
  if (keys?.ownKids.has(kid)) return 'own-frame';
  const slot = keys?.receive.get(kid);
  if (!slot) return 'unknown-key';
  if (slot.participant !== source.participant || slot.context !== source.context) {
    return 'wrong-sender';
  }
  const verdict = slot.window.judge(ctr);
  return verdict === 'fresh' ? slot : verdict;
}
