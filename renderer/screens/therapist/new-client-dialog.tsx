import { useState } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { ClientsModel } from '../../view-models/clients-model.ts';
import { useStore } from '../shared/use-store.ts';

interface NewClientDialogProps {
  readonly clients: ClientsModel;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (clientId: ClientId) => void;
}

/** Asks for a pseudonym. */
export function NewClientDialog(props: NewClientDialogProps) {
  const { clients, onClose } = props;
  const words = useWords();
  const state = useStore(clients.state);
  const [pseudonym, setPseudonym] = useState('');
  const creation = state.phase === 'ready' ? state.creation : { phase: 'idle' as const };
  const errorWords = useCreationError();
  const close = (): void => {
    clients.clearCreationFailure();
    setPseudonym('');
    onClose();
  };
  const create = async (): Promise<void> => {
    if (pseudonym.trim() === '') return;
    const client = await clients.create(pseudonym);
    if (!client) return;
    close();
    props.onCreated(client.clientId);
  };
  return (
    <Dialog
      title={words('therapist.newClient.title')}
      isOpen={props.isOpen}
      onClose={close}
      onSubmit={() => {
        void create();
      }}
      actions={
        <>
          <Button onPress={close}>{words('common.action.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isDisabled={pseudonym.trim() === ''}
            isPending={creation.phase === 'creating'}
            pendingLabel={words('common.action.working')}
          >
            {words('therapist.newClient.create')}
          </Button>
        </>
      }
    >
      <TextField
        label={words('therapist.newClient.label')}
        hint={words('therapist.newClient.hint')}
        value={pseudonym}
        maxLength={limits.pseudonymCharacters}
        error={creation.phase === 'failed' ? errorWords(creation.code) : null}
        takesFocus
        onChange={(value) => {
          clients.clearCreationFailure();
          setPseudonym(value);
        }}
      />
    </Dialog>
  );
}

/** Two failures are about what was typed; the others are about the computer. */
function useCreationError(): (code: ErrorCode) => string {
  const words = useWords();
  return (code) => {
    if (code === 'bad-request') return words('therapist.newClient.invalid');
    if (code === 'conflict') return words('therapist.newClient.taken');
    return `${words(`errors.${code}.what`)}. ${words(`errors.${code}.next`)}`;
  };
}
