import { fromBase64Url, toBase64Url } from '../../src/base/base64url.ts';
import { ids, type SeatId } from '../../src/contract/ids.ts';
import type { MediaSource, SeatState } from '../../src/contract/signaling.ts';
import type { Roster } from '../../src/domain/roster.ts';
import type { IncomingTrack } from '../media/incoming-media.ts';
import type { Person, RemoteMedia } from './call-model.ts';
import type { SealedMember, SealingView } from './call-sealing.ts';

const seatIdSizeBytes = 16;

/**
 * Everybody else in a call: whom the server names, and whom only the keys name. Who has the keys sees and hears the call,
 * whatever the server says of it, and is never left out.
 */
export function peopleOf(
  roster: Roster,
  { members, dropping }: SealingView,
  tracks: readonly IncomingTrack[],
): readonly Person[] {
  const memberAt = new Map(members.map((member) => [member.seatId, member]));
  return [...roster, ...unnamed(roster, members)].map((seat): Person => {
    const { seatId, connected } = seat;
    const dropped = dropping.get(seatId);
    const member = memberAt.get(seatId);
    return {
      seatId,
      role: member?.role ?? roleOfStranger(seat, members),
      connected,
      // Whom the group does not know has no key of ours.
      keys: member?.keys ?? 'waiting',
      ...(member && { capture: member.capture, guestKind: member.guestKind }),
      ...(dropped !== undefined && { dropping: dropped }),
      media: mediaOf(tracks.filter((track) => track.seatId === seatId)),
    };
  });
}

/** The server's word, as long as the group has not proved who the therapist is: there is one, and nobody else is called so. */
function roleOfStranger({ role }: SeatState, members: readonly SealedMember[]): Person['role'] {
  const isKnown = members.some((member) => member.isSeated && member.role === 'host');
  return isKnown ? 'guest' : role;
}

/** Members at seats that the server does not tell us of. */
function unnamed(roster: Roster, members: readonly SealedMember[]): readonly SeatState[] {
  const isNamed = (seatId: SeatId): boolean => roster.some((seat) => seat.seatId === seatId);
  const strangers = roster.filter(({ seatId }) => !members.some((one) => one.seatId === seatId));
  // Until the therapist has said which seat is whose, somebody new is one of those whom the server names and we do not know.
  const seatless = members.filter(({ isSeated }) => !isSeated).slice(strangers.length);
  const elsewhere = members.filter(({ isSeated, seatId }) => isSeated && !isNamed(seatId));
  return [...elsewhere, ...seatless].map(({ seatId, role }) => ({
    seatId,
    role,
    connected: false,
  }));
}

/** A member without a seat goes by one that is made of its key: no other seat is like it. */
export function seatOfKey(participant: string): SeatId {
  const key = fromBase64Url(participant) ?? new Uint8Array();
  return ids.seat.parse(toBase64Url(key.slice(0, seatIdSizeBytes)));
}

function mediaOf(tracks: readonly IncomingTrack[]): Person['media'] {
  const media: Partial<Record<MediaSource, RemoteMedia>> = {};
  for (const { source, track, muted } of tracks) media[source] = { track, muted };
  return media;
}
