import type { DropReason } from '../../../src/crypto/frames/drop-reason.ts';

/** Why frames were dropped, as far as it makes a difference to people. */
export type DropKind =
  /** Ours: not sent, because there is no key to seal them with, or nobody confirms it. */
  | 'unsent'
  /** Ours: not sent, because they cannot be sealed at all. */
  | 'unsealable'
  /** No key to open them with. */
  | 'locked'
  /** Not as they were sent. */
  | 'changed'
  /** Not from the person whose picture or sound this is. */
  | 'foreign'
  /** Old ones again. */
  | 'repeated';

const kinds: Readonly<Record<DropReason, DropKind>> = {
  'no-send-key': 'unsent',
  'sending-paused': 'unsent',
  'counter-exhausted': 'unsealable',
  'too-short': 'unsealable',
  malformed: 'changed',
  'unknown-key': 'locked',
  'own-frame': 'foreign',
  'wrong-sender': 'foreign',
  replayed: 'repeated',
  'too-old': 'repeated',
  'not-authentic': 'changed',
};

/** The words that fit a reason. One that this version does not know is told as the worst. */
export function dropKind(reason: string): DropKind {
  return Object.hasOwn(kinds, reason) ? kinds[reason as DropReason] : 'changed';
}

/** Whether something came in, rather than did not go out. */
export function isIncoming(kind: DropKind): kind is Exclude<DropKind, 'unsent' | 'unsealable'> {
  return kind !== 'unsent' && kind !== 'unsealable';
}

/** How many there were of each kind; kinds of which there were none are left out. */
export function countByKind(
  dropped: Readonly<Record<string, number>>,
): ReadonlyMap<DropKind, number> {
  const counts = new Map<DropKind, number>();
  for (const [reason, count] of Object.entries(dropped)) {
    const kind = dropKind(reason);
    if (count > 0) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return counts;
}
