import { useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import type { CallState } from '../../view-models/call-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import { ConnectionNotice } from '../call/connection-notice.tsx';
import { CodeNotice } from '../shared/code-notice.tsx';
import { DeviceProblem } from '../shared/device-problem.tsx';
import { useStore } from '../shared/use-store.ts';
import { admissionOf } from './knock-lines.ts';
import { AsideNews } from './aside-news.tsx';
import type { RunningState } from './session-screen.tsx';
import { WaitingPersonStrip } from './waiting-person.tsx';

/** Above the faces: who waits, how the connection is, what did not work. */
export function SessionNews(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly call: CallState;
  readonly pseudonym?: string;
  /** Shows the sealed card. */
  readonly onCard: () => void;
}) {
  const { models, state, call, pseudonym, onCard } = props;
  const { talk } = models.session.call;
  const words = useWords();
  const rule = useStore(models.shield.rule);
  const waiting = state.phase === 'open' ? state.waiting : [];
  const isRefused = waiting.some((person) => admissionOf(person, rule) === 'refused');
  const hasArrived = waiting.some(
    (person) => person.connected && admissionOf(person, rule) !== 'refused',
  );
  return (
    <>
      {talk && (
        <AsideNews
          aside={talk.aside}
          people={call.phase === 'live' ? call.people : []}
          onCard={onCard}
          {...(pseudonym === undefined ? {} : { pseudonym })}
        />
      )}
      {/* Said once for each arrival, and not again when somebody's connection flickers back. */}
      <StatusLine isQuiet>{hasArrived && words('session.waiting.one')}</StatusLine>
      <StatusLine isQuiet>{isRefused && words('session.waiting.refused')}</StatusLine>
      {waiting.map((person, index) => (
        <WaitingPersonStrip
          key={person.seatId}
          person={person}
          number={waiting.length > 1 ? index + 1 : null}
          session={models.session}
          rule={rule}
        />
      ))}
      {state.phase === 'open' && state.failed !== null && <CodeNotice code={state.failed} />}
      <ConnectionNotice call={call} />
      <DeviceProblem devices={models.devices} kind="camera" mayDismiss />
      <DeviceProblem devices={models.devices} kind="microphone" mayDismiss />
    </>
  );
}
