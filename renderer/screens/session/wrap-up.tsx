import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { AsideModel } from '../../view-models/aside-model.ts';
import type { CardModel } from '../../view-models/card-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { SealedCard } from '../card/sealed-card.tsx';
import { NotePane } from '../note/note-pane.tsx';
import { NoteSaved } from '../note/note-saved.tsx';
import { useStore } from '../shared/use-store.ts';
import { LeftFiles } from '../talk/left-files.tsx';
import { AsideNews } from './aside-news.tsx';
import { EndedSessionSlip } from './ended-session-slip.tsx';
import type { RunningState } from './session-screen.tsx';
import styles from './wrap-up.module.css';

const cx = classesOf(styles);

/** After the call: time to finish the note. Leaves only when every word is saved. */
export function WrapUp(props: {
  readonly models: TherapistModels;
  readonly state: Extract<RunningState, { phase: 'ended' }>;
  readonly editor: NoteEditorModel;
  readonly pseudonym?: string;
  readonly banner: ReactNode;
  /** Of the client of the session. */
  readonly card: CardModel;
}) {
  const { models, state, editor, pseudonym, card } = props;
  const words = useWords();
  const { talk } = models.session.call;
  const farewell = useStore(models.session.farewell);
  const [isUnsaved, setUnsaved] = useState(false);
  const named = pseudonym === undefined ? {} : { pseudonym };
  const done = async (): Promise<void> => {
    const isSaved = await editor.flush();
    setUnsaved(!isSaved);
    if (isSaved) models.session.dismiss();
  };
  return (
    <div className={cx('whole')}>
      {props.banner}
      <main className={cx('main')}>
        <Page
          title={words('session.wrapUp.title')}
          detail={`${words(`session.wrapUp.reason.${state.reason}`)} ${words('session.wrapUp.text')}`}
          aside={
            <>
              <NoteSaved editor={editor} />
              <Button
                icon="lock"
                onPress={() => {
                  models.vault.lock();
                }}
              >
                {words('therapist.nav.lock')}
              </Button>
              <Button
                variant="primary"
                onPress={() => {
                  void done();
                }}
              >
                {words('session.wrapUp.done')}
              </Button>
            </>
          }
          isTall
        >
          {talk && <ToldNews aside={talk.aside} card={card} {...named} />}
          {farewell !== 'told' && (
            <Notice level="know" isNews>
              {words(`session.wrapUp.farewell.${farewell}`)}
            </Notice>
          )}
          <EndedSessionSlip
            slip={state.slip}
            isUnattended={state.isUnattended === true}
            className={cx('kept')}
          />
          <LeftFiles files={models.session.leftFiles} text={words('session.wrapUp.files')} />
          {isUnsaved && (
            <Notice level="stop" isNews>
              {words('therapist.note.saveFailed.what')}
            </Notice>
          )}
          <NotePane editor={editor} label={words('session.noteOf')} isWide />
        </Page>
      </main>
    </div>
  );
}

/** What was told in the session, and the sealed card for whoever told that they are not safe. */
function ToldNews(props: {
  readonly aside: AsideModel;
  readonly card: CardModel;
  readonly pseudonym?: string;
}) {
  const { aside, card, ...named } = props;
  const words = useWords();
  const [isCardShown, setCardShown] = useState(false);
  return (
    <>
      <AsideNews
        aside={aside}
        people={[]}
        {...named}
        isOver
        onCard={() => {
          setCardShown(true);
        }}
      />
      {isCardShown && (
        <Card title={words('sealedCard.title')} text={words('sealedCard.call.text')}>
          <SealedCard card={card} />
        </Card>
      )}
    </>
  );
}
