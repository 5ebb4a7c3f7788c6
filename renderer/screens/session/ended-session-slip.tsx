import { useWords } from '../../i18n/use-words.ts';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import { SlipSummary } from '../shared/slip-summary.tsx';

/** The signed record of the session that has ended, as it lies in the vault; or that there is none, which nobody would notice. */
export function EndedSessionSlip(props: {
  readonly slip: SessionSlip | undefined;
  /** Nobody was let in. */
  readonly isUnattended: boolean;
  readonly className: string;
}) {
  const words = useWords();
  const { slip, isUnattended, className } = props;
  if (!slip) {
    return <p className={className}>{words(isUnattended ? 'slip.nobody' : 'slip.none')}</p>;
  }
  return (
    <>
      <SlipSummary slip={slip} isNews />
      <p className={className}>{words('slip.kept')}</p>
    </>
  );
}
