import type { SeatId } from '../../../src/contract/ids.ts';
import type { CallState, Person } from '../../view-models/call-model.ts';
import type { CallEncryption, GuestKind } from '../../view-models/encryption-model.ts';
import { isUrgent, standingWords } from './standing-words.ts';

/** Who sits at this end. */
export interface OwnEnd {
  /** A guest's own way of taking part; null: the therapist, who has the app. Absent: not known. */
  readonly kind?: GuestKind | null;
}

/** Whose page comes from the server. */
export type InBrowser = 'you' | 'client' | 'somebody';

/** The one sentence about who can see and hear this call. */
export type CallStatus =
  /** `people`: how many there are, oneself included. */
  | { readonly level: 'quiet'; readonly says: 'only'; readonly people: number }
  /** Keys are being agreed for the first time; nothing goes out before that. */
  | { readonly level: 'know'; readonly says: 'agreeing' }
  /** Whose keys are not in step with ours. */
  | { readonly level: 'know'; readonly says: 'waiting'; readonly seatIds: readonly SeatId[] }
  | { readonly level: 'know'; readonly says: 'browser'; readonly who: InBrowser }
  /** Words are to be compared first. */
  | { readonly level: 'know'; readonly says: 'compare' }
  /** Sending has stopped. `know` while the connection itself is down, which is said elsewhere. */
  | { readonly level: 'know' | 'stop'; readonly says: 'silent' }
  | { readonly level: 'stop'; readonly says: 'differ' };

/**
 * What may be said of a call's privacy; null: nothing, because nothing is known or nobody else is there. The worst comes
 * first, and the good sentence last: it stands only when nothing at all is against it.
 */
export function callStatus(call: CallState, own: OwnEnd): CallStatus | null {
  if (call.phase !== 'live' || call.people.length === 0) return null;
  const { people, encryption, connection } = call;
  if (!encryption) return { level: 'know', says: 'agreeing' };
  const words = standingWords(encryption, people);
  if (words.some(({ verdict }) => verdict === 'different'))
    return { level: 'stop', says: 'differ' };
  if (!encryption.maySend) {
    if (encryption.sealed === 0) return { level: 'know', says: 'agreeing' };
    return { level: connection.phase === 'reconnecting' ? 'know' : 'stop', says: 'silent' };
  }
  const waiting = people.filter(({ keys }) => keys === 'waiting');
  if (waiting.length > 0) {
    return { level: 'know', says: 'waiting', seatIds: waiting.map(({ seatId }) => seatId) };
  }
  const who = inBrowser(people, encryption, own);
  if (who) return { level: 'know', says: 'browser', who };
  if (encryption.wordsDue || words.some(isUrgent)) return { level: 'know', says: 'compare' };
  if (people.some(({ keys }) => keys !== 'held')) return null;
  return { level: 'quiet', says: 'only', people: people.length + 1 };
}

/**
 * Who takes part from a browser, as seen from this end; null: nobody. A guest who does not know how they take part
 * counts as one in a browser.
 */
export function inBrowser(
  people: readonly Person[],
  encryption: CallEncryption | undefined,
  own: OwnEnd,
): InBrowser | null {
  if (own.kind === 'browser' || own.kind === undefined) return 'you';
  if (encryption?.hasBrowser !== true) return null;
  // With one guest the therapist knows who it is; a guest in the app knows only that it is somebody else.
  return own.kind === null && people.length === 1 ? 'client' : 'somebody';
}
