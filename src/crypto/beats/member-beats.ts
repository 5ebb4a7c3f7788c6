import type { KidCounter } from '../frames/key-ring.ts';
import type { Answer, Beat } from '../messages/session-message.ts';
import { echoMaxAgeMs } from './beat-times.ts';

// e2ee.md, Epochs: a member sends only while the therapist confirms, in the newest epoch, that it hears the member.
// Whoever is kept in an old epoch cannot open the beats of the new one, and falls silent.

/** What a member knows of its own beats. */
export interface MemberBeats {
  /** Our own counter n; the next answer carries the next one. */
  readonly n: number;
  /** When each n was sent that may still be echoed. */
  readonly sentAtMs: ReadonlyMap<number, number>;
  /** When the newest echoed n was sent, or when we came in. */
  readonly confirmedAtMs: number;
}

/** Where a member starts: coming in counts as a confirmation, because the hello proved the epoch. */
export function startMemberBeats(nowMs: number): MemberBeats {
  return { n: 0, sentAtMs: new Map(), confirmedAtMs: nowMs };
}

/** Takes a beat: notes the echo of our n, and answers with the next one. */
export function onBeat(
  state: MemberBeats,
  beat: Beat,
  ownLeaf: number,
  counters: readonly KidCounter[],
  nowMs: number,
): { readonly state: MemberBeats; readonly answer: Answer } {
  const echoed = beat.echoes.find(({ leaf }) => leaf === ownLeaf)?.n;
  const echoedAtMs = echoed === undefined ? undefined : state.sentAtMs.get(echoed);
  const n = state.n + 1;
  const sentAtMs = new Map(
    [...state.sentAtMs].filter(([, atMs]) => nowMs - atMs < echoMaxAgeMs),
  ).set(n, nowMs);
  const confirmedAtMs = Math.max(state.confirmedAtMs, echoedAtMs ?? 0);
  return {
    state: { n, sentAtMs, confirmedAtMs },
    answer: { type: 'answer', m: beat.m, n, counters },
  };
}

/** Whether we may send, or must wait for a key. */
export function maySend({ confirmedAtMs }: MemberBeats, nowMs: number): boolean {
  return nowMs - confirmedAtMs < echoMaxAgeMs;
}
