import { useEffect, useState, type ReactNode } from 'react';
import type { Session } from '../../../src/contract/ipc.ts';
import { useWords } from '../../i18n/use-words.ts';
import { CallButton } from '../../ui/media/call-bar.tsx';
import { CallFrame } from '../../ui/layout/call-frame.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import type { CardModel } from '../../view-models/card-model.ts';
import type { NoteEditorModel } from '../../view-models/note-editor-model.ts';
import { LateAway } from '../away/late-part.tsx';
import { TurnedAway } from '../away/turned-away.tsx';
import { CallControls } from '../call/call-controls.tsx';
import { isUnsent } from '../call/is-unsent.ts';
import { ownPictureTrack } from '../call/own-track.ts';
import { PeopleSound } from '../call/people-sound.tsx';
import { PeopleStage } from '../call/people-stage.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import { PrivacyAbove } from '../call/privacy-above.tsx';
import { useCard } from '../card/use-card.ts';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import type { CallState } from '../../view-models/call-model.ts';
import { useOwnPicture } from '../call/use-own-picture.ts';
import { TalkButton } from '../talk/talk-button.tsx';
import { EndDialog } from './end-dialog.tsx';
import { SessionAlone } from './session-alone.tsx';
import { SessionNews } from './session-news.tsx';
import { SessionPanel } from './session-panel.tsx';
import type { RunningState } from './session-screen.tsx';
import { useHostPrivacy } from './use-host-privacy.ts';
import { useSessionPanels, type SessionPanels } from './use-session-panels.ts';
import { WrapUp } from './wrap-up.tsx';

interface RunningSessionProps {
  readonly models: TherapistModels;
  readonly session: Session;
  readonly state: RunningState;
  readonly banner: ReactNode;
}

/** A session that has begun. Its note is open from the first moment to the last, whatever happens to the call. */
export function RunningSession(props: RunningSessionProps) {
  const { models, session } = props;
  const [editor] = useState(() => models.openSessionNote(session));
  useEffect(
    () => () => {
      void editor.close();
    },
    [editor],
  );
  const clients = useStore(models.clients.state);
  const pseudonym =
    clients.phase === 'ready'
      ? clients.clients.find(({ clientId }) => clientId === session.clientId)?.pseudonym
      : undefined;
  const named = pseudonym === undefined ? {} : { pseudonym };
  return (
    <TurnedAway aside={models.session.call.talk?.aside} mayCallForHelp={false}>
      <Inside {...props} {...named} editor={editor} />
    </TurnedAway>
  );
}

type InsideProps = RunningSessionProps & {
  readonly editor: NoteEditorModel;
  readonly pseudonym?: string;
};

/** What is gone while the therapist has turned away: with it the sealed card is closed, which outlives the end of the call. */
function Inside(props: InsideProps) {
  const { models, session, state } = props;
  const card = useCard(() => models.cardOf(session.clientId));
  return state.phase === 'ended' ? (
    <WrapUp {...props} state={state} card={card} />
  ) : (
    <Call {...props} card={card} />
  );
}

function Call(props: InsideProps & { readonly card: CardModel }) {
  const { models, state, editor, pseudonym, card } = props;
  const words = useWords();
  const call = useStore(models.session.call.state);
  const devices = useStore(models.devices.state);
  const named = pseudonym === undefined ? {} : { pseudonym };
  const privacy = useHostPrivacy(models, props.session, pseudonym);
  const panels = useSessionPanels();
  const own = useOwnPicture();
  const [isAsking, setAsking] = useState(false);
  useKeys({ note: panels.note.turn });
  return (
    <>
      <PeopleSound people={call.phase === 'live' ? call.people : []} />
      <CallFrame
        title={
          pseudonym === undefined
            ? words('session.titleUnknown')
            : words('session.title', { pseudonym })
        }
        banner={props.banner}
        above={
          <Above
            {...props}
            call={call}
            privacy={privacy}
            panels={panels}
            onEnd={() => {
              setAsking(true);
            }}
          />
        }
        stage={
          <PeopleStage
            call={call}
            {...named}
            isUnsent={privacy !== null && isUnsent(privacy)}
            alone={<SessionAlone models={models} state={state} />}
            ownTrack={ownPictureTrack(call, devices)}
            onHideOwn={own.hide}
            onPicture={models.session.call.pictureShown}
          />
        }
        bar={
          <SessionBar
            models={models}
            state={state}
            call={call}
            showOwnPicture={own.show}
            isAsking={isAsking}
            onAsk={setAsking}
            panels={panels}
          />
        }
        panel={
          panels.note.isShown || panels.talk.isOpen
            ? {
                label: words('session.panel'),
                content: (
                  <SessionPanel
                    models={models}
                    state={state}
                    editor={editor}
                    privacy={privacy}
                    panels={panels}
                    card={card}
                    {...named}
                  />
                ),
              }
            : null
        }
      />
    </>
  );
}

/** How the call is protected, and what happens in it. */
function Above(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly call: CallState;
  readonly privacy: PrivacyView | null;
  readonly panels: SessionPanels;
  readonly pseudonym?: string;
  readonly onEnd: () => void;
}) {
  const { models, state, call, privacy, panels, pseudonym, onEnd } = props;
  return (
    <>
      <PrivacyAbove view={privacy} side="host" details={panels.details} onEnd={onEnd} />
      <SessionNews
        models={models}
        state={state}
        call={call}
        onCard={panels.card.show}
        {...(pseudonym === undefined ? {} : { pseudonym })}
      />
    </>
  );
}

function NoteButton(props: { readonly isShown: boolean; readonly onPress: () => void }) {
  const words = useWords();
  return (
    <CallButton
      icon="note"
      look={props.isShown ? 'open' : 'plain'}
      state={words('call.note')}
      name={words(props.isShown ? 'call.hideNote' : 'call.showNote')}
      onPress={props.onPress}
    />
  );
}

function SessionBar(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly call: CallState;
  readonly showOwnPicture: (() => void) | null;
  /** Whether it is being asked if the call shall end. */
  readonly isAsking: boolean;
  readonly onAsk: (isAsking: boolean) => void;
  readonly panels: SessionPanels;
}) {
  const { models, state, isAsking, onAsk, panels } = props;
  const { talk } = models.session.call;
  const words = useWords();
  const end = (): void => {
    onAsk(false);
    // What has failed is not running any more: it is put away.
    if (state.phase === 'failed') models.session.dismiss();
    else models.session.end();
  };
  return (
    <>
      <CallControls
        call={models.session.call}
        state={props.call}
        devices={models.devices}
        showOwnPicture={props.showOwnPicture}
        end={{
          label: words('session.end'),
          onPress: () => {
            onAsk(true);
          },
        }}
      >
        <NoteButton isShown={panels.note.isShown} onPress={panels.note.turn} />
        {talk && <TalkButton talk={talk} controls={panels.talk} />}
        {talk && <LateAway part="button" aside={talk.aside} />}
        <CallButton
          icon="lock"
          state={words('therapist.nav.lock')}
          name={words('session.lock')}
          onPress={() => {
            models.vault.lock();
          }}
        />
      </CallControls>
      <EndDialog
        isOpen={isAsking && state.phase !== 'ending'}
        {...(talk ? { talk } : {})}
        onLook={panels.talk.show}
        onClose={() => {
          onAsk(false);
        }}
        onEnd={end}
      />
    </>
  );
}
