import type { KidCounter } from '../frames/key-ring.ts';
import type { Answer, Beat } from '../messages/session-message.ts';
import type { Roster } from '../mls/roster.ts';
import { echoMaxAgeMs } from './beat-times.ts';

/** What the therapist last heard of a member in the present epoch. */
interface Heard {
  readonly n: number;
  readonly atMs: number;
}

/** The therapist's side of the beats. */
export interface HostBeats {
  readonly m: number;
  readonly epoch: bigint;
  readonly epochSinceMs: number;
  /** By leaf; of this epoch only. */
  readonly heard: ReadonlyMap<number, Heard>;
}

export function startHostBeats(epoch: bigint, nowMs: number): HostBeats {
  return { m: 0, epoch, epochSinceMs: nowMs, heard: new Map() };
}

/** A new epoch: what was heard before proves nothing about it, and leaves may have changed hands. */
export function onEpoch(state: HostBeats, epoch: bigint, nowMs: number): HostBeats {
  return { ...state, epoch, epochSinceMs: nowMs, heard: new Map() };
}

/** The next beat, with an echo of every member heard in this epoch. */
export function nextBeat(
  state: HostBeats,
  counters: readonly KidCounter[],
): { readonly state: HostBeats; readonly beat: Beat } {
  const m = state.m + 1;
  const echoes = [...state.heard].map(([leaf, { n }]) => ({ leaf, n }));
  return { state: { ...state, m }, beat: { type: 'beat', m, counters, echoes } };
}

/** Takes an answer. One from a former epoch proves that its sender has not followed, and is not echoed. */
export function onAnswer(
  state: HostBeats,
  answer: Pick<Answer, 'n'>,
  from: { readonly leaf: number; readonly epoch: bigint },
  nowMs: number,
): HostBeats {
  if (from.epoch !== state.epoch) return state;
  const before = state.heard.get(from.leaf);
  if (before && answer.n <= before.n) return state;
  const heard = new Map(state.heard).set(from.leaf, { n: answer.n, atMs: nowMs });
  return { ...state, heard };
}

/** Members who have not answered in this epoch for too long, by participant: "waiting for key". */
export function stragglers(state: HostBeats, roster: Roster, nowMs: number): readonly string[] {
  return roster
    .filter(({ leaf }) => leaf !== 0)
    .filter(({ leaf }) => {
      const sinceMs = state.heard.get(leaf)?.atMs ?? state.epochSinceMs;
      return nowMs - sinceMs >= echoMaxAgeMs;
    })
    .map(({ participant }) => participant);
}
