import type { PushInput } from '../../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../../src/contract/media-worker.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';

/** Why a file is gone, for the page. */
export type FileGone = PushInput<MediaWorker, 'file.gone'>['reason'];

/** Between the therapist and a guest, and never between two guests: a session is the therapist's room. */
export function fileGoesBetween(one: Member | undefined, other: Member): boolean {
  return one !== undefined && one.role !== other.role;
}
