import { useState } from 'react';
import { destructionReasonCharacters } from '../../../src/contract/client-calls.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { DestructionModel, RecordToDestroy } from '../../view-models/destruction-model.ts';
import type { Handing } from '../../view-models/talk-model.ts';
import { HandingOutcome } from '../shared/handing-outcome.tsx';
import { useStore } from '../shared/use-store.ts';
import { WorkProgress } from './work-progress.tsx';

/** In front of whatever is shown, because the client's own page goes with the client. */
export function DestructionDialog(props: {
  readonly model: DestructionModel;
  /** Locks the vault: for who cannot wait, the only way out while a record is destroyed. */
  readonly onLock: () => void;
}) {
  const { model } = props;
  const state = useStore(model.state);
  switch (state.phase) {
    case 'idle':
      return null;
    case 'asking':
      return <Destroying {...props} record={state.record} failed={state.failed} done={null} />;
    case 'working':
      return <Destroying {...props} record={state.record} failed={null} done={state.done} />;
    case 'done':
      return <Destroyed model={model} isBackupAway={state.isBackupAway} saving={state.saving} />;
    case 'unfinished':
      return <Unfinished model={model} />;
  }
}

/** Asks twice, by the pseudonym typed in full, and for a reason before the time. Once it has begun, nothing takes it back. */
function Destroying(props: {
  readonly model: DestructionModel;
  readonly onLock: () => void;
  readonly record: RecordToDestroy;
  readonly failed: ErrorCode | null;
  /** How much of it; null: it has not begun. */
  readonly done: number | null;
}) {
  const { model, done } = props;
  const { isDue, pseudonym } = props.record;
  const words = useWords();
  const failure = useFailure(props.failed);
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const isReady = typed === pseudonym && (isDue || reason.trim() !== '');
  const isWorking = done !== null;
  const close = (): void => {
    model.dismiss();
  };
  return (
    <Dialog
      title={words(isWorking ? 'treatment.destroy.working.title' : 'treatment.destroy.title')}
      text={words(isWorking ? 'treatment.destroy.working.text' : 'treatment.destroy.text')}
      isOpen
      onClose={isWorking ? null : close}
      onSubmit={() => {
        if (isReady) model.destroy(typed, isDue ? null : reason.trim());
      }}
      actions={
        <>
          {isWorking ? (
            <Button onPress={props.onLock}>{words('therapist.nav.lock')}</Button>
          ) : (
            <Button onPress={close}>{words('common.action.cancel')}</Button>
          )}
          <Button
            variant="stop"
            type="submit"
            isDisabled={!isReady}
            isPending={isWorking}
            pendingLabel={words('common.action.working')}
          >
            {words('treatment.destroy.confirm')}
          </Button>
        </>
      }
    >
      {done === null ? (
        <>
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
            label={words('treatment.destroy.pseudonym', { pseudonym })}
            value={typed}
            maxLength={limits.pseudonymCharacters}
            error={failure}
            takesFocus={isDue}
            onChange={(value) => {
              model.clearFailure();
              setTyped(value);
            }}
          />
        </>
      ) : (
        <WorkProgress label={words('treatment.destroy.working.label')} done={done} />
      )}
    </Dialog>
  );
}

/** Why nothing was changed, in words. Two codes are about what was typed, or about when. */
function useFailure(code: ErrorCode | null): string | null {
  const words = useWords();
  if (code === null) return null;
  if (code === 'bad-request') return words('treatment.destroy.mismatch');
  if (code === 'conflict') return words('treatment.destroy.refused');
  return `${words(`errors.${code}.what`)}. ${words(`errors.${code}.next`)}`;
}

/** It is done: what is left is the certificate. */
function Destroyed(props: {
  readonly model: DestructionModel;
  readonly isBackupAway: boolean;
  readonly saving: Handing;
}) {
  const { model, isBackupAway, saving } = props;
  const words = useWords();
  const close = (): void => {
    model.dismiss();
  };
  return (
    <Dialog
      title={words('treatment.destroyed.title')}
      text={words('treatment.destroyed.text')}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{words('treatment.destroyed.close')}</Button>
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
      <p>{words('treatment.destroyed.kept')}</p>
      <HandingOutcome
        handing={saving}
        done={words('treatment.destroyed.saved')}
        failed={words('treatment.destroyed.notSaved')}
      />
    </Dialog>
  );
}

/** There is no way back and no certificate yet. */
function Unfinished({ model }: { readonly model: DestructionModel }) {
  const words = useWords();
  const close = (): void => {
    model.dismiss();
  };
  return (
    <Dialog
      title={words('treatment.unfinished.title')}
      text={words('treatment.unfinished.text')}
      isOpen
      onClose={close}
      actions={
        <Button variant="primary" onPress={close}>
          {words('treatment.destroyed.close')}
        </Button>
      }
    >
      <p>{words('treatment.unfinished.next')}</p>
    </Dialog>
  );
}
