import type { PushData } from '../../src/contract/contract.ts';
import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import type { RoomId, SeatId } from '../../src/contract/ids.ts';
import type { MediaWorker, TrackCount } from '../../src/contract/media-worker.ts';
import { sessionMark } from '../../src/domain/session-mark.ts';
import { seatOfKey } from './call-people.ts';
import { nothingSealed, type SealedMember, type SealingView } from './call-sealing.ts';
import type { CallEncryption, GuestKind, SafetyWordsView } from './encryption-model.ts';

type GroupState = PushData<MediaWorker, 'session.state'>;

/** The words of one admission, by whom they are about: it is the server that gives out seats. */
export interface MadeWords extends Omit<SafetyWordsView, 'seatId'> {
  readonly participant: string;
}

/** Everything that the worker has told. */
export interface SealingFacts {
  /** How this page takes part, before the therapist has said so; null on the therapist's side. */
  readonly ownKind: GuestKind | null;
  readonly roomId: RoomId;
  /** Null before the first keys, and after the last. */
  readonly group: GroupState | null;
  readonly tracks: readonly TrackCount[];
  readonly refused: number;
  readonly words: readonly MadeWords[];
  /** Whose words are to be compared as soon as there are any. */
  readonly due: ReadonlySet<string>;
  /** What the therapist wants where a window is not hidden; null: not heard yet. */
  readonly rule: ShieldRule | null;
}

/**
 * Refusals that belong to the normal course of a session: messages that cross with a join, a removal, a restart or a reload
 * (docs/e2ee.md). Whoever is kept from the newest keys by them is shown as waiting.
 */
const harmless: ReadonlySet<string> = new Set(['wrong-group', 'wrong-epoch', 'unknown-file']);

/** Whether a refusal is something to tell people of. */
export function isNotable(reason: string): boolean {
  return !harmless.has(reason);
}

/** What a call shows. */
export function sealingView(facts: SealingFacts, dropping: SealingView['dropping']): SealingView {
  const { group, refused, rule } = facts;
  if (!group) return { ...nothingSealed, dropping, refused, rule };
  const [encryption, members] = [encryptionOf(facts, group), membersOf(group)];
  return { encryption, members, dropping, refused, rule };
}

/** Whose frames were dropped between two counts while none of theirs was opened, and why mostly. */
export function droppingNow(
  before: readonly TrackCount[],
  now: readonly TrackCount[],
): ReadonlyMap<SeatId, string> {
  const dropping = new Map<SeatId, string>();
  for (const track of now) {
    if (track.direction !== 'receive' || track.seatId === null) continue;
    const last = before.find((one) => isSameTrack(one, track));
    const reason = track.opened > (last?.opened ?? 0) ? null : mainReason(last, track);
    if (reason !== null) dropping.set(track.seatId, reason);
  }
  return dropping;
}

function isSameTrack(a: TrackCount, b: TrackCount): boolean {
  return a.direction === b.direction && a.source === b.source && a.seatId === b.seatId;
}

function mainReason(before: TrackCount | undefined, now: TrackCount): string | null {
  const grown = Object.entries(now.dropped)
    .map(([reason, count]) => ({ reason, by: count - (before?.dropped[reason] ?? 0) }))
    .filter(({ by }) => by > 0)
    .toSorted((a, b) => b.by - a.by);
  return grown[0]?.reason ?? null;
}

function membersOf({ members }: GroupState): readonly SealedMember[] {
  return members
    .filter(({ isSelf }) => !isSelf)
    .map((member) => ({
      seatId: seatOf(member),
      isSeated: member.seatId !== null,
      role: member.role === 'therapist' ? 'host' : 'guest',
      keys: member.hasKey ? 'held' : 'waiting',
      capture: member.capture,
      guestKind: member.guestKind,
    }));
}

function seatOf({ participant, seatId }: GroupState['members'][number]): SeatId {
  return seatId ?? seatOfKey(participant);
}

/** The words of those who are here, wherever they sit by now. A guest's own are about nobody else. */
function wordsOf({ ownKind, words }: SealingFacts, members: GroupState['members']) {
  return words.flatMap(({ participant, ...made }): SafetyWordsView[] => {
    if (ownKind !== null) return [{ ...made, seatId: null }];
    const about = members.find((member) => member.participant === participant);
    return about ? [{ ...made, seatId: seatOf(about) }] : [];
  });
}

function encryptionOf(facts: SealingFacts, group: GroupState): CallEncryption {
  const { ownKind, roomId, tracks, refused, due } = facts;
  const { epoch, suite, maySend, members } = group;
  const own = members.find(({ isSelf }) => isSelf);
  return {
    epoch,
    suite,
    maySend,
    sealed: tracks.reduce((sum, track) => sum + track.sealed, 0),
    opened: tracks.reduce((sum, track) => sum + track.opened, 0),
    dropped: sumOfDropped(tracks),
    refused,
    // Whoever is not known to run the app is taken for one in a browser.
    hasBrowser:
      ownKind === 'browser' ||
      members.some(
        ({ role, isSelf, guestKind }) => role === 'guest' && !isSelf && guestKind !== 'app',
      ),
    words: wordsOf(facts, members),
    wordsDue: members.some(({ participant }) => due.has(participant)),
    ownCapture: own?.capture ?? null,
    mark: sessionMark(roomId, own?.participant ?? ''),
  };
}

function sumOfDropped(tracks: readonly TrackCount[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { dropped } of tracks) {
    for (const [reason, count] of Object.entries(dropped)) {
      sums.set(reason, (sums.get(reason) ?? 0) + count);
    }
  }
  return Object.fromEntries(sums);
}
