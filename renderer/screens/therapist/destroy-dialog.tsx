import { useState } from 'react';
import { destructionReasonCharacters, type Client } from '../../../src/contract/client-calls.ts';
import { limits } from '../../../src/contract/limits.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { Handing } from '../../view-models/talk-model.ts';
import type { TreatmentChange, TreatmentModel } from '../../view-models/treatment-model.ts';
import { HandingOutcome } from '../shared/handing-outcome.tsx';
import { useChangeError } from './use-treatment-error.ts';

/** Asks twice, by the pseudonym typed in full, and for a reason before the time. */
export function DestroyDialog(props: {
  readonly client: Client;
  readonly model: TreatmentModel;
  readonly isDue: boolean;
  readonly change: TreatmentChange;
  readonly onClose: () => void;
}) {
  const { client, model, isDue, change, onClose } = props;
  const words = useWords();
  const [pseudonym, setPseudonym] = useState('');
  const [reason, setReason] = useState('');
  const failure = useChangeError(change);
  const isReady = pseudonym === client.pseudonym && (isDue || reason.trim() !== '');
  const submit = (): void => {
    if (isReady) void model.destroy(pseudonym, isDue ? null : reason.trim());
  };
  return (
    <Dialog
      title={words('treatment.destroy.title')}
      text={words('treatment.destroy.text')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          {change.phase !== 'busy' && (
            <Button onPress={onClose}>{words('common.action.cancel')}</Button>
          )}
          <Button
            variant="stop"
            type="submit"
            isDisabled={!isReady}
            isPending={change.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('treatment.destroy.confirm')}
          </Button>
        </>
      }
    >
      {change.phase === 'busy' && change.done !== null && <Destroying done={change.done} />}
      {!isDue && (
        <>
          <Notice level="know">{words('treatment.destroy.notDue')}</Notice>
          <TextField
            label={words('treatment.destroy.reason')}
            value={reason}
            maxLength={destructionReasonCharacters}
            takesFocus
            onChange={setReason}
          />
        </>
      )}
      <TextField
        label={words('treatment.destroy.pseudonym', { pseudonym: client.pseudonym })}
        value={pseudonym}
        maxLength={limits.pseudonymCharacters}
        error={failure}
        takesFocus={isDue}
        onChange={(value) => {
          model.clearFailure();
          setPseudonym(value);
        }}
      />
    </Dialog>
  );
}

/** How far it is. There is nothing to cancel: the key went first. */
function Destroying({ done }: { readonly done: number }) {
  const words = useWords();
  const percent = Math.floor(done * 100);
  return (
    <>
      <StatusLine>{words('treatment.destroy.working')}</StatusLine>
      <ProgressBar
        label={words('treatment.destroy.working')}
        done={percent}
        total={100}
        valueText={words('treatment.destroy.percent', { percent: String(percent) })}
      />
    </>
  );
}

/** It is done: what is left is the certificate. */
export function DestroyedDialog(props: {
  readonly model: TreatmentModel;
  readonly isBackupAway: boolean;
  readonly saving: Handing;
  readonly onClose: () => void;
}) {
  const { model, isBackupAway, saving, onClose } = props;
  const words = useWords();
  return (
    <Dialog
      title={words('treatment.destroyed.title')}
      text={words('treatment.destroyed.text')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words('treatment.destroyed.close')}</Button>
          <Button
            variant="primary"
            isPending={saving.phase === 'busy'}
            pendingLabel={words('common.action.working')}
            onPress={() => {
              model.saveCertificate();
            }}
          >
            {words('treatment.destroyed.save')}
          </Button>
        </>
      }
    >
      {isBackupAway && <Notice level="know">{words('treatment.destroyed.away')}</Notice>}
      <HandingOutcome
        handing={saving}
        done={words('treatment.destroyed.saved')}
        failed={words('treatment.destroyed.notSaved')}
      />
    </Dialog>
  );
}
