import type { PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';
import type { TalkPerson, TalkState } from './talk-model.ts';

type Group = PushData<MediaWorker, 'session.state'>;
type Sender = Pick<Group['members'][number], 'participant' | 'role' | 'seatId'>;

/** Whose signature the worker has verified. */
export function personOf({ participant, role, seatId }: Sender): TalkPerson {
  return { participant, seatId, role: role === 'therapist' ? 'host' : 'guest' };
}

/** Who hears us, and whom a file can be handed to: between the therapist and a guest only. */
export function peopleOf({ members }: Group): Pick<TalkState, 'hasListeners' | 'receivers'> {
  const own = members.find(({ isSelf }) => isSelf);
  const others = members.filter(({ isSelf }) => !isSelf);
  return {
    hasListeners: others.length > 0,
    receivers: others
      .filter(({ role }) => role !== own?.role)
      .map(personOf)
      .filter((person): person is TalkPerson & { seatId: SeatId } => person.seatId !== null),
  };
}
