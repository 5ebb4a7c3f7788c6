import { useWords } from '../../i18n/use-words.ts';
import type { Person } from '../../view-models/call-model.ts';
import type { TalkItem, TalkPerson } from '../../view-models/talk-model.ts';
import { talkName } from './talk-name.ts';

/** Writes the name of somebody who wrote or handed something over. `pseudonym`: the client's, where it is known. */
export function useTalkName(
  people: readonly Person[],
  items: readonly TalkItem[],
  pseudonym?: string,
): (person: TalkPerson) => string {
  const words = useWords();
  return (person) => {
    const name = talkName(person, people, items);
    switch (name.kind) {
      case 'host':
        return words('call.person.host');
      case 'guest':
        return pseudonym ?? words('call.person.guest');
      case 'numbered':
        return words('call.person.otherGuest', { number: name.number });
      case 'left':
        return words('talk.left');
    }
  };
}
