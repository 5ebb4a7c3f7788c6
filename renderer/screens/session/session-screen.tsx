import type { ReactNode } from 'react';
import type { Session } from '../../../src/contract/ipc.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { HostSessionState } from '../../view-models/host-session-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { RunningSession } from './running-session.tsx';

export type RunningState = Exclude<HostSessionState, { phase: 'checking' | 'idle' }>;

/** The therapist's session, from opening the waiting room to the last word of the note. */
export function SessionScreen(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly banner: ReactNode;
}) {
  const { models, state, banner } = props;
  const words = useWords();
  const session: Session | null = state.session;
  if (session) {
    return (
      <RunningSession
        key={session.sessionId}
        models={models}
        session={session}
        state={state}
        banner={banner}
      />
    );
  }
  if (state.phase === 'failed') {
    return (
      <CalmPage
        title={words(state.isLookingBack ? 'session.failed.lookBack' : 'session.failed.start')}
        {...(state.isLookingBack && { text: words('session.failed.lookBackText') })}
        banner={banner}
      >
        <CodePanel code={state.code} actions={<FailedActions models={models} state={state} />} />
      </CalmPage>
    );
  }
  return (
    <CalmPage banner={banner}>
      <Loading isTitle label={words('session.starting')} />
    </CalmPage>
  );
}

function FailedActions(props: {
  readonly models: TherapistModels;
  readonly state: Extract<RunningState, { phase: 'failed' }>;
}) {
  const words = useWords();
  const { session } = props.models;
  return (
    <>
      {props.state.retryable && (
        <Button
          variant="primary"
          onPress={() => {
            session.retry();
          }}
        >
          {words('common.action.tryAgain')}
        </Button>
      )}
      <Button
        onPress={() => {
          session.dismiss();
        }}
      >
        {words(props.state.isLookingBack ? 'session.failed.goOn' : 'session.back')}
      </Button>
    </>
  );
}
