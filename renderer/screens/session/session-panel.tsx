import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PanelSection, SidePanel } from '../../ui/layout/side-panel.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import type { CardModel } from '../../view-models/card-model.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { PrivacyContents } from '../call/privacy-contents.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import { usePersonName } from '../call/use-person-name.ts';
import { SealedCard } from '../card/sealed-card.tsx';
import { NotePane } from '../note/note-pane.tsx';
import { NoteSaved } from '../note/note-saved.tsx';
import { useStore } from '../shared/use-store.ts';
import { TalkSide } from '../talk/talk-side.tsx';
import { AnotherLink, InviteField } from './invite-field.tsx';
import type { RunningState } from './session-screen.tsx';
import type { SessionPanels } from './use-session-panels.ts';
import styles from './session-panel.module.css';

const cx = classesOf(styles);

interface SessionPanelProps {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly editor: NoteEditorModel;
  readonly pseudonym?: string;
  /** How the call is protected; null: there is nothing to say of it. */
  readonly privacy: PrivacyView | null;
  readonly panels: SessionPanels;
  /** Of the client of this session. */
  readonly card: CardModel;
}

/** Beside the call: the messages or, for as long as nobody asks for these, the note. */
export function SessionPanel(props: SessionPanelProps) {
  const { models, panels, pseudonym } = props;
  const { talk, state } = models.session.call;
  const call = useStore(state);
  if (!talk || !panels.talk.isOpen) return <NotePanel {...props} />;
  return (
    <TalkSide
      talk={talk}
      controls={panels.talk}
      people={call.phase === 'live' ? call.people : []}
      side="host"
      {...(pseudonym === undefined ? {} : { pseudonym })}
    />
  );
}

/** The note, and below it how the call is protected, the sealed card, who is there and the links given out. */
function NotePanel(props: SessionPanelProps) {
  const { editor, privacy, panels, card } = props;
  const { details } = panels;
  const words = useWords();
  return (
    <SidePanel title={words('session.noteOf')} aside={<NoteSaved editor={editor} />}>
      <NotePane editor={editor} label={words('session.noteOf')} />
      {privacy && privacy.state.people.length > 0 && (
        <PanelSection
          title={words('privacy.title')}
          titleRef={details.titleRef}
          isOpen={details.isOpen}
          onTurn={details.turn}
        >
          <PrivacyContents view={privacy} />
        </PanelSection>
      )}
      <PanelSection
        title={words('sealedCard.title')}
        titleRef={panels.card.titleRef}
        isOpen={panels.card.isOpen}
        onTurn={panels.card.turn}
      >
        <p>{words('sealedCard.call.text')}</p>
        <SealedCard card={card} />
      </PanelSection>
      <PeopleAndLinks {...props} />
    </SidePanel>
  );
}

function PeopleAndLinks(props: SessionPanelProps) {
  const { models, state, pseudonym } = props;
  const words = useWords();
  const call = useStore(models.session.call.state);
  const people = call.phase === 'live' ? call.people : [];
  const nameOf = usePersonName(people, pseudonym);
  const [isOpen, setOpen] = useState(false);
  // While nobody is there, the link is in the middle of the window.
  if (state.phase !== 'open' || people.length === 0) return null;
  return (
    <PanelSection title={words('session.people.title')} isOpen={isOpen} onTurn={setOpen}>
      {people.map((person) => (
        <div key={person.seatId} className={cx('person')}>
          <span>{nameOf(person)}</span>
          <Button
            label={words('session.people.removeNamed', { name: nameOf(person) })}
            onPress={() => {
              models.session.remove(person.seatId);
            }}
          >
            {words('session.people.remove')}
          </Button>
        </div>
      ))}
      <InviteField session={models.session} invite={state.invite} />
      <AnotherLink session={models.session} />
    </PanelSection>
  );
}
