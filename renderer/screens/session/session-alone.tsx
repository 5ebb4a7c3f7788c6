import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import { CodePanel } from '../shared/code-panel.tsx';
import { LeftFiles } from '../talk/left-files.tsx';
import { AnotherLink, InviteField } from './invite-field.tsx';
import { useStore } from '../shared/use-store.ts';
import { admissionOf } from './knock-lines.ts';
import type { RunningState } from './session-screen.tsx';
import styles from './session-alone.module.css';

const cx = classesOf(styles);

/** What is in the place of faces while nobody else is there: the link to hand on, or what went wrong. */
export function SessionAlone(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
}) {
  const { models, state } = props;
  const words = useWords();
  switch (state.phase) {
    case 'starting':
      return <Middle>{<Loading label={words('session.starting')} />}</Middle>;
    case 'ending':
    case 'ended':
      return <Middle>{<Loading label={words('session.ending')} />}</Middle>;
    case 'failed':
      return (
        <Middle>
          <CodePanel
            code={state.code}
            actions={
              <>
                {state.retryable && (
                  <Button
                    variant="primary"
                    onPress={() => {
                      models.session.retry();
                    }}
                  >
                    {words('common.action.tryAgain')}
                  </Button>
                )}
                <Button
                  onPress={() => {
                    models.session.dismiss();
                  }}
                >
                  {words('session.endDialog.end')}
                </Button>
              </>
            }
          />
          <LeftFiles files={models.session.leftFiles} text={words('session.wrapUp.files')} />
        </Middle>
      );
    case 'open':
      return <RoomOpen models={models} state={state} />;
  }
}

/** Who can be let in comes first, then whom the rule for captures keeps out, then the link for the next one. */
function RoomOpen(props: {
  readonly models: TherapistModels;
  readonly state: Extract<RunningState, { phase: 'open' }>;
}) {
  const words = useWords();
  const rule = useStore(props.models.shield.rule);
  const admissions = props.state.waiting.map((person) => admissionOf(person, rule));
  if (admissions.some((one) => one !== 'refused' && one !== 'unshielded')) {
    return <Middle title={words('session.ready.title')} text={words('session.ready.text')} />;
  }
  if (admissions.includes('unshielded')) {
    return (
      <Middle title={words('session.waiting.refused')} text={words('session.ready.unshielded')} />
    );
  }
  return <NobodyToLetIn {...props} />;
}

/** The link to hand on. Whoever waits and is refused came by the last one, so that a new one is wanted then. */
function NobodyToLetIn(props: {
  readonly models: TherapistModels;
  readonly state: Extract<RunningState, { phase: 'open' }>;
}) {
  const { models, state } = props;
  const words = useWords();
  const isRefused = state.waiting.length > 0;
  return (
    <Middle
      title={words('session.alone.title')}
      text={words(isRefused ? 'session.alone.textRefused' : 'session.alone.text')}
    >
      <InviteField session={models.session} invite={state.invite} />
      {isRefused && <AnotherLink session={models.session} />}
    </Middle>
  );
}

function Middle(props: {
  readonly title?: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={cx('alone')}>
      <div className={cx('card')}>
        {props.title !== undefined && (
          <div className={cx('head')}>
            <h2 className={cx('title')}>{props.title}</h2>
            <p className={cx('text')}>{props.text}</p>
          </div>
        )}
        {props.children}
      </div>
    </div>
  );
}
