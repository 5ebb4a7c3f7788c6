import type { TFunction } from 'i18next';
import type { ShieldRule } from '../../../src/contract/capture-schema.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { WaitingStrip, type WaitingLine } from '../../ui/media/waiting-strip.tsx';
import type { HostSessionModel, WaitingPerson } from '../../view-models/host-session-model.ts';
import { admissionOf, knockLines, type KnockLine } from './knock-lines.ts';

/** Somebody in the waiting room: what their knock says, and whether they can be let in. */
export function WaitingPersonStrip(props: {
  readonly person: WaitingPerson;
  /** null: the only one. */
  readonly number: number | null;
  readonly session: HostSessionModel;
  readonly rule: ShieldRule;
}) {
  const words = useWords();
  const locale = useLocale();
  const { person, number, session, rule } = props;
  const admission = admissionOf(person, rule);
  const labels =
    number === null
      ? {}
      : {
          admitLabel: words('session.waiting.admitNumbered', { number }),
          refuseLabel: words('session.waiting.refuseNumbered', { number }),
        };
  return (
    <WaitingStrip
      title={titleOf(words, admission === 'refused', number)}
      detail={
        person.connected
          ? words('session.waiting.since', { time: formatTime(person.sinceMs, locale) })
          : words('session.waiting.dropped')
      }
      lines={knockLines(person.knock, rule).map((line) => shownLine(words, line))}
      admit={words('session.waiting.admit')}
      refuse={words('session.waiting.refuse')}
      isThere={person.connected}
      mayAdmit={admission === 'possible'}
      onAdmit={() => {
        session.admit(person.seatId);
      }}
      onRefuse={() => {
        session.refuse(person.seatId);
      }}
      {...labels}
    />
  );
}

/** Whoever is refused may be anybody: "your client" is not said of them. */
function titleOf(words: TFunction, isRefused: boolean, number: number | null): string {
  if (number === null) return words(isRefused ? 'session.waiting.refused' : 'session.waiting.one');
  return isRefused
    ? words('session.waiting.refusedNumbered', { number })
    : words('session.waiting.numbered', { number });
}

function shownLine(words: TFunction, line: KnockLine): WaitingLine {
  const { level } = line;
  if (line.says === 'refused') {
    const { kind } = line;
    const what = words(`session.refusal.${kind}.what`);
    return { level, text: `${what} ${words(`session.refusal.${kind}.next`)}` };
  }
  if (line.says === 'same') {
    return { level, text: words('session.knock.same', { number: line.sessions }) };
  }
  if (line.says === 'shield') {
    return { level, text: words(`callShield.reported.${line.report}`) };
  }
  return { level, text: words(`session.knock.${line.says}`) };
}
