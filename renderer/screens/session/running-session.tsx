import { useEffect, useState, type ReactNode } from 'react';
import type { Session } from '../../../src/contract/ipc.ts';
import { useWords } from '../../i18n/use-words.ts';
import { CallButton } from '../../ui/media/call-bar.tsx';
import { CallFrame } from '../../ui/layout/call-frame.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { CallControls } from '../call/call-controls.tsx';
import { ownPictureTrack } from '../call/own-track.ts';
import { PeopleSound } from '../call/people-sound.tsx';
import { PeopleStage } from '../call/people-stage.tsx';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import type { CallState } from '../../view-models/call-model.ts';
import { useOwnPicture } from '../call/use-own-picture.ts';
import { EndDialog } from './end-dialog.tsx';
import { SessionAlone } from './session-alone.tsx';
import { SessionNews } from './session-news.tsx';
import { SessionPanel } from './session-panel.tsx';
import type { RunningState } from './session-screen.tsx';
import { WrapUp } from './wrap-up.tsx';

interface RunningSessionProps {
  readonly models: TherapistModels;
  readonly session: Session;
  readonly state: RunningState;
  readonly banner: ReactNode;
}

/** A session that has begun. Its note is open from the first moment to the last, whatever happens to the call. */
export function RunningSession(props: RunningSessionProps) {
  const { models, session, state } = props;
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
  if (state.phase === 'ended') {
    return (
      <WrapUp models={models} state={state} editor={editor} banner={props.banner} {...named} />
    );
  }
  return (
    <Call {...props} {...named} panel={<SessionPanel {...props} editor={editor} {...named} />} />
  );
}

function Call(
  props: RunningSessionProps & { readonly panel: ReactNode; readonly pseudonym?: string },
) {
  const { models, state, pseudonym } = props;
  const words = useWords();
  const call = useStore(models.session.call.state);
  const devices = useStore(models.devices.state);
  const [hasPanel, setPanel] = useState(true);
  const own = useOwnPicture();
  const turnPanel = (): void => {
    setPanel(!hasPanel);
  };
  useKeys({ note: turnPanel });
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
        above={<SessionNews models={models} state={state} call={call} />}
        stage={
          <PeopleStage
            call={call}
            {...(pseudonym === undefined ? {} : { pseudonym })}
            alone={<SessionAlone models={models} state={state} />}
            ownTrack={ownPictureTrack(call, devices)}
            onHideOwn={own.hide}
          />
        }
        bar={
          <SessionBar models={models} state={state} call={call} showOwnPicture={own.show}>
            <CallButton
              icon="note"
              look={hasPanel ? 'open' : 'plain'}
              state={words('call.note')}
              name={words(hasPanel ? 'call.hideNote' : 'call.showNote')}
              onPress={turnPanel}
            />
          </SessionBar>
        }
        panel={hasPanel ? { label: words('session.panel'), content: props.panel } : null}
      />
    </>
  );
}

function SessionBar(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly call: CallState;
  readonly showOwnPicture: (() => void) | null;
  readonly children: ReactNode;
}) {
  const { models, state } = props;
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  const end = (): void => {
    setAsking(false);
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
            setAsking(true);
          },
        }}
      >
        {props.children}
      </CallControls>
      <EndDialog
        isOpen={isAsking && state.phase !== 'ending'}
        onClose={() => {
          setAsking(false);
        }}
        onEnd={end}
      />
    </>
  );
}
