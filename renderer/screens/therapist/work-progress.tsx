import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';

/** Something long on its way. */
export function WorkProgress(props: {
  /** What is done, in words. */
  readonly label: string;
  /** From 0 to 1. */
  readonly done: number;
  /** A person may stop it; left out, nobody can. */
  readonly onCancel?: () => void;
}) {
  const words = useWords();
  const { onCancel } = props;
  const percent = Math.floor(props.done * 100);
  return (
    <>
      <StatusLine>{props.label}</StatusLine>
      <ProgressBar
        label={props.label}
        done={percent}
        total={100}
        valueText={words('backups.working.percent', { percent: String(percent) })}
      />
      {onCancel && (
        <div>
          <Button onPress={onCancel}>{words('common.action.cancel')}</Button>
        </div>
      )}
    </>
  );
}
