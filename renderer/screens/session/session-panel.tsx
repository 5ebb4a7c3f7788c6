import type { Session } from '../../../src/contract/ipc.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { usePersonName } from '../call/use-person-name.ts';
import { NotePane } from '../note/note-pane.tsx';
import { NoteSaved } from '../note/note-saved.tsx';
import { useStore } from '../shared/use-store.ts';
import { AnotherLink, InviteField } from './invite-field.tsx';
import type { RunningState } from './session-screen.tsx';
import styles from './session-panel.module.css';

const cx = classesOf(styles);

/** Beside the call: the note, and below it who is there and the links given out. */
export function SessionPanel(props: {
  readonly models: TherapistModels;
  readonly session: Session;
  readonly state: RunningState;
  readonly editor: NoteEditorModel;
  readonly pseudonym?: string;
}) {
  const { models, editor } = props;
  const words = useWords();
  const vault = useStore(models.vault.state);
  return (
    <div className={cx('panel')}>
      <div className={cx('head')}>
        <h2 className={cx('title')}>{words('session.noteOf')}</h2>
        <NoteSaved editor={editor} />
      </div>
      {vault.phase === 'locked' && <LockedNotice models={models} />}
      <NotePane editor={editor} label={words('session.noteOf')} />
      <PeopleAndLinks {...props} />
    </div>
  );
}

function LockedNotice({ models }: { readonly models: TherapistModels }) {
  const words = useWords();
  return (
    <Notice
      level="stop"
      isNews
      title={words('session.locked.title')}
      actions={
        <Button
          variant="primary"
          onPress={() => {
            models.vault.open();
          }}
        >
          {words('therapist.vault.locked.open')}
        </Button>
      }
    >
      {words('session.locked.text')}
    </Notice>
  );
}

function PeopleAndLinks(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly pseudonym?: string;
}) {
  const { models, state, pseudonym } = props;
  const words = useWords();
  const call = useStore(models.session.call.state);
  const people = call.phase === 'live' ? call.people : [];
  const nameOf = usePersonName(people, pseudonym);
  // While nobody is there, the link is in the middle of the window.
  if (state.phase !== 'open' || people.length === 0) return null;
  return (
    <details className={cx('more')}>
      <summary className={cx('summary')}>
        <Icon name="forward" size={16} />
        {words('session.people.title')}
      </summary>
      <div className={cx('people')}>
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
      </div>
    </details>
  );
}
