import { useEffect } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { BackupsModel } from '../../view-models/backups-model.ts';
import { useStore } from '../shared/use-store.ts';

/** Says where a therapist looks every day that there is no backup, and nothing while there is one. */
export function BackupReminder(props: {
  readonly model: BackupsModel;
  readonly onOpen: () => void;
}) {
  const { model } = props;
  const words = useWords();
  const state = useStore(model.state);
  useEffect(() => model.watch(), [model]);
  if (state.phase !== 'ready' || !state.status.isOverdue) return null;
  return (
    <Notice
      level="know"
      title={words(
        state.status.last === null
          ? 'vaultSecurity.reminder.title.none'
          : 'vaultSecurity.reminder.title.old',
      )}
      actions={<Button onPress={props.onOpen}>{words('vaultSecurity.reminder.open')}</Button>}
    >
      {words('vaultSecurity.reminder.text')}
    </Notice>
  );
}
