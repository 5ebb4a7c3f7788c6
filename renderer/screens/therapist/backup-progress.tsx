import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';

/** A backup, a test or a restoring on its way. */
export function BackupProgress(props: {
  readonly work: 'backup' | 'backup-test' | 'restore';
  /** From 0 to 1. */
  readonly done: number;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const percent = Math.floor(props.done * 100);
  return (
    <>
      <StatusLine>{words(`backups.working.${props.work}`)}</StatusLine>
      <ProgressBar
        label={words(`backups.working.${props.work}`)}
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
