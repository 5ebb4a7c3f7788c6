import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { AsideModel, ToldAside } from '../../view-models/aside-model.ts';
import type { Person } from '../../view-models/call-model.ts';
import { useStore } from '../shared/use-store.ts';
import { useTalkName } from '../talk/use-talk-name.ts';

/** What clients told quietly, for the therapist. */
export function AsideNews(props: {
  readonly aside: AsideModel;
  readonly people: readonly Person[];
  readonly pseudonym?: string;
  /** The session has ended meanwhile. */
  readonly isOver?: boolean;
  /** Shows the sealed card of the session's client. */
  readonly onCard: () => void;
}) {
  const { aside, people, pseudonym, isOver = false, onCard } = props;
  const nameOf = useTalkName(people, [], pseudonym);
  const { others } = useStore(aside.state);
  return others.map((told) => (
    <One
      key={told.who.participant}
      told={told}
      name={nameOf(told.who)}
      aside={aside}
      isOver={isOver}
      onCard={onCard}
    />
  ));
}

function One(props: {
  readonly told: ToldAside;
  readonly name: string;
  readonly aside: AsideModel;
  readonly isOver: boolean;
  readonly onCard: () => void;
}) {
  const words = useWords();
  const { name, aside, isOver, onCard } = props;
  const { who, said, isBack } = props.told;
  if (said === 'away') {
    return (
      <Notice level="know" isNews title={words('session.aside.away.title', { name })}>
        {words('session.aside.away.text')}
      </Notice>
    );
  }
  return (
    <Notice
      level="stop"
      isNews
      title={words('session.aside.notSafe.title', { name })}
      actions={
        <>
          <Button icon="lock" onPress={onCard}>
            {words('sealedCard.call.show')}
          </Button>
          <Button
            onPress={() => {
              aside.dismiss(who.participant);
            }}
          >
            {words('session.aside.notSafe.done')}
          </Button>
        </>
      }
    >
      {isOver && words('session.aside.notSafe.over')}
      {!isOver && words(isBack ? 'session.aside.notSafe.back' : 'session.aside.notSafe.text')}
    </Notice>
  );
}
