import { useWords } from '../../i18n/use-words.ts';
import { WorkProgress } from './work-progress.tsx';

/** A backup, a test or a restoring on its way. */
export function BackupProgress(props: {
  readonly work: 'backup' | 'backup-test' | 'restore';
  /** From 0 to 1. */
  readonly done: number;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const { work, ...progress } = props;
  return <WorkProgress label={words(`backups.working.${work}`)} {...progress} />;
}
