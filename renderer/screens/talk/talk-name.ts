import type { Person } from '../../view-models/call-model.ts';
import type { TalkItem, TalkPerson } from '../../view-models/talk-model.ts';
import { personName, type PersonName } from '../call/person-name.ts';

/** What somebody is called who wrote something or handed a file over. */
export type TalkName = PersonName | { readonly kind: 'left' };

/**
 * The name is that of whoever is there now. Who has left has none while there is anybody whom it could be mistaken for:
 * in a group, numbers move up when somebody leaves, and words must not move with them.
 */
export function talkName(
  { role, seatId }: TalkPerson,
  people: readonly Person[],
  items: readonly TalkItem[],
): TalkName {
  if (role === 'host') return { kind: 'host' };
  const person = people.find((one) => one.seatId === seatId);
  if (person) return personName(person, people);
  const guests = new Set([
    ...people.filter((one) => one.role === 'guest').map((one) => one.seatId),
    ...items.map(otherOf).flatMap((one) => (one?.role === 'guest' ? [one.seatId] : [])),
  ]);
  guests.delete(seatId);
  return guests.size === 0 ? { kind: 'guest' } : { kind: 'left' };
}

/** Whoever else something is from or for; null: it is one's own, for everybody. */
function otherOf(item: TalkItem): TalkPerson | null {
  return item.kind === 'chat' ? item.from : item.who;
}
