import type { Person } from '../../view-models/call-model.ts';

/** What somebody in the call is called on this side. */
export type PersonName =
  | { readonly kind: 'host' }
  /** The only guest: by their pseudonym where it is known. */
  | { readonly kind: 'guest' }
  | { readonly kind: 'numbered'; readonly number: number };

/** One client is "your client"; several are told apart by the order in which they came. */
export function personName(person: Person, people: readonly Person[]): PersonName {
  if (person.role === 'host') return { kind: 'host' };
  const guests = people.filter(({ role }) => role === 'guest');
  const index = guests.findIndex(({ seatId }) => seatId === person.seatId);
  return guests.length > 1 ? { kind: 'numbered', number: index + 1 } : { kind: 'guest' };
}
