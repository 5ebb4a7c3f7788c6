import type { PushData } from '../../src/contract/contract.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';

type Group = PushData<MediaWorker, 'session.state'>;
type Member = Group['members'][number];

/** Somebody in a group who has its key, and of whose computer nothing is reported. */
export function groupMember(
  who: Pick<Member, 'participant' | 'role' | 'seatId'>,
  isSelf = false,
): Member {
  return { ...who, guestKind: null, isSelf, hasKey: true, capture: null };
}

/** A group as a media worker tells of it. */
export function groupOf(...members: readonly Member[]): Group {
  return { epoch: 1, suite: 'suite', maySend: true, members: [...members] };
}
