import { useWords } from '../../i18n/use-words.ts';
import type { Person } from '../../view-models/call-model.ts';
import { personName } from './person-name.ts';

/** Writes the name of somebody in the call. `pseudonym`: the client's, where it is known. */
export function usePersonName(
  people: readonly Person[],
  pseudonym?: string,
): (person: Person) => string {
  const words = useWords();
  return (person) => {
    const name = personName(person, people);
    switch (name.kind) {
      case 'host':
        return words('call.person.host');
      case 'guest':
        return pseudonym ?? words('call.person.guest');
      case 'numbered':
        return words('call.person.otherGuest', { number: name.number });
    }
  };
}
