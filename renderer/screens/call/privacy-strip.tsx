import type { TFunction } from 'i18next';
import { assertNever } from '../../../src/base/assert-never.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { formatNames } from '../../i18n/format-count.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { StatusStrip } from '../../ui/feedback/status-strip.tsx';
import { callStatus, type CallStatus } from './call-status.ts';
import type { PrivacyView } from './privacy-view.ts';
import type { PrivacyDetails } from './use-privacy-details.ts';

/** One line above the faces: who can see and hear this call. What stops the call is said below it, at length. */
export function PrivacyStrip(props: {
  readonly view: PrivacyView;
  readonly details: PrivacyDetails;
}) {
  const words = useWords();
  const { details } = props;
  const locale = useLocale();
  const { state, own, nameOf } = props.view;
  const status = callStatus(state, own);
  const namesOf = (seatIds: readonly SeatId[]): string | null => {
    if (state.people.length < 2) return null;
    const people = state.people.filter(({ seatId }) => seatIds.includes(seatId));
    return formatNames(people.map(nameOf), locale);
  };
  return (
    <StatusStrip
      says={
        status && status.level !== 'stop'
          ? { level: status.level, text: statusText(words, status, namesOf) }
          : null
      }
      more={words('privacy.details')}
      moreRef={details.moreRef}
      isExpanded={details.isOpen}
      onMore={details.isOpen ? details.hide : details.show}
    />
  );
}

function statusText(
  words: TFunction,
  status: Exclude<CallStatus, { level: 'stop' }>,
  /** null: it goes without saying who it is. */
  namesOf: (seatIds: readonly SeatId[]) => string | null,
): string {
  switch (status.says) {
    case 'only':
      if (status.people === 2) return words('privacy.onlyTwo');
      if (status.people === 3) return words('privacy.onlyThree');
      return words('privacy.onlyMany', { number: status.people });
    case 'waiting': {
      const names = namesOf(status.seatIds);
      return names === null ? words('privacy.waiting') : words('privacy.waitingNamed', { names });
    }
    case 'browser':
      return words(`privacy.browser.${status.who}`);
    case 'silent':
      return words('privacy.reconnecting');
    case 'agreeing':
    case 'compare':
      return words(`privacy.${status.says}`);
    default:
      return assertNever(status, 'call status');
  }
}
