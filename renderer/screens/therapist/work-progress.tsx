import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';

/** Something long on its way, which a person may stop. */
export function WorkProgress(props: {
  /** What is done, in words. */
  readonly label: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly onCancel: () => void;
}) {
  const words = useWords();
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
      <div>
        <Button onPress={props.onCancel}>{words('common.action.cancel')}</Button>
      </div>
    </>
  );
}
