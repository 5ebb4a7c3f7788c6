import type { GuestAdvice } from '../../../src/contract/guest-computer-calls.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';

/** Something about the person's own computer that they can change. Never that somebody records: no program can tell. */
export function ComputerNotice(props: {
  readonly advice: GuestAdvice;
  readonly onDismiss: () => void;
}) {
  const words = useWords();
  const { reason, programs } = props.advice;
  return (
    <Notice
      level="know"
      title={words(`guestApp.computer.${reason}.title`)}
      isNews
      onDismiss={props.onDismiss}
    >
      {programs.length > 0 && (
        <p>{words('guestApp.computer.programs', { names: programs.join(', ') })}</p>
      )}
      {words(`guestApp.computer.${reason}.text`)}
    </Notice>
  );
}
