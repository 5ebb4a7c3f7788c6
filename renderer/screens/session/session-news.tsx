import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { WaitingStrip } from '../../ui/media/waiting-strip.tsx';
import type { CallState } from '../../view-models/call-model.ts';
import type { HostSessionModel, WaitingPerson } from '../../view-models/host-session-model.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import { ConnectionNotice } from '../call/connection-notice.tsx';
import { CodeNotice } from '../shared/code-notice.tsx';
import { DeviceProblem } from '../shared/device-problem.tsx';
import type { RunningState } from './session-screen.tsx';

/** Above the faces: who waits, how the connection is, what did not work. */
export function SessionNews(props: {
  readonly models: TherapistModels;
  readonly state: RunningState;
  readonly call: CallState;
}) {
  const { models, state, call } = props;
  const words = useWords();
  const waiting = state.phase === 'open' ? state.waiting : [];
  const arrived = waiting.filter(({ connected }) => connected).length;
  return (
    <>
      {/* Said once for each arrival, and not again when somebody's connection flickers back. */}
      <StatusLine isQuiet>{arrived > 0 && words('session.waiting.one')}</StatusLine>
      {waiting.map((guest, index) => (
        <Waiting
          key={guest.seatId}
          guest={guest}
          number={waiting.length > 1 ? index + 1 : null}
          session={models.session}
        />
      ))}
      {state.phase === 'open' && state.failed !== null && <CodeNotice code={state.failed} />}
      <ConnectionNotice call={call} />
      <DeviceProblem devices={models.devices} kind="camera" mayDismiss />
      <DeviceProblem devices={models.devices} kind="microphone" mayDismiss />
    </>
  );
}

function Waiting(props: {
  readonly guest: WaitingPerson;
  /** null: the only one. */
  readonly number: number | null;
  readonly session: HostSessionModel;
}) {
  const words = useWords();
  const locale = useLocale();
  const { guest, number, session } = props;
  const labels =
    number === null
      ? {}
      : {
          admitLabel: words('session.waiting.admitNumbered', { number }),
          refuseLabel: words('session.waiting.refuseNumbered', { number }),
        };
  return (
    <WaitingStrip
      title={
        number === null
          ? words('session.waiting.one')
          : words('session.waiting.numbered', { number })
      }
      detail={
        guest.connected
          ? words('session.waiting.since', { time: formatTime(guest.sinceMs, locale) })
          : words('session.waiting.dropped')
      }
      admit={words('session.waiting.admit')}
      refuse={words('session.waiting.refuse')}
      isThere={guest.connected}
      onAdmit={() => {
        session.admit(guest.seatId);
      }}
      onRefuse={() => {
        session.refuse(guest.seatId);
      }}
      {...labels}
    />
  );
}
