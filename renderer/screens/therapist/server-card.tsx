import { useState } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import type { ServerModel, ServerState, ServerWork } from '../../view-models/server-model.ts';
import { FailedPanel } from '../shared/failed-panel.tsx';
import { useStore } from '../shared/use-store.ts';

/** The practice's server: its address, and whether it knows this computer. */
export function ServerCard({ server }: { readonly server: ServerModel }) {
  const words = useWords();
  const state = useStore(server.state);
  const [isChanging, setChanging] = useState(false);
  return (
    <Card
      title={words('therapist.settings.server.title')}
      text={words('therapist.settings.server.text')}
    >
      {state.phase === 'loading' && <Loading label={words('common.loading')} />}
      {state.phase === 'failed' && (
        <FailedPanel
          code={state.code}
          onAgain={() => {
            server.load();
          }}
        />
      )}
      {(state.phase === 'unset' || isChanging) && <AddressForm server={server} state={state} />}
      {(state.phase === 'not-enrolled' || state.phase === 'enrolled') && !isChanging && (
        <>
          <Facts rows={[{ what: words('therapist.settings.server.current'), is: state.origin }]} />
          {state.phase === 'enrolled' && (
            <Notice level="quiet">{words('therapist.settings.enrol.done')}</Notice>
          )}
          {state.phase === 'not-enrolled' && <EnrolForm server={server} work={state.work} />}
          <div>
            <Button
              onPress={() => {
                setChanging(true);
              }}
            >
              {words('therapist.settings.server.change')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function AddressForm(props: { readonly server: ServerModel; readonly state: ServerState }) {
  const words = useWords();
  const { state } = props;
  const [address, setAddress] = useState('');
  const work: ServerWork = 'work' in state ? state.work : { phase: 'idle' };
  const error = useServerError();
  return (
    <FormRow
      onSubmit={() => {
        if (address.trim() !== '') props.server.setOrigin(address.trim());
      }}
      field={
        <TextField
          label={words('therapist.settings.server.label')}
          hint={words('therapist.settings.server.hint')}
          placeholder={words('therapist.settings.server.placeholder')}
          value={address}
          maxLength={256}
          error={work.phase === 'failed' ? error(work.code) : null}
          onChange={setAddress}
        />
      }
      button={
        <Button
          variant="primary"
          type="submit"
          isDisabled={address.trim() === ''}
          isPending={work.phase === 'busy'}
          pendingLabel={words('common.action.working')}
        >
          {words('therapist.settings.server.save')}
        </Button>
      }
    />
  );
}

function EnrolForm(props: { readonly server: ServerModel; readonly work: ServerWork }) {
  const words = useWords();
  const { work } = props;
  const [code, setCode] = useState('');
  const error = useServerError();
  return (
    <FormRow
      title={words('therapist.settings.enrol.title')}
      text={words('therapist.settings.enrol.text')}
      onSubmit={() => {
        if (code.trim() !== '') props.server.enrol(code.trim());
      }}
      field={
        <TextField
          label={words('therapist.settings.enrol.label')}
          value={code}
          maxLength={128}
          error={work.phase === 'failed' ? error(work.code) : null}
          onChange={setCode}
        />
      }
      button={
        <Button
          variant="primary"
          type="submit"
          isDisabled={code.trim() === ''}
          isPending={work.phase === 'busy'}
          pendingLabel={words('common.action.working')}
        >
          {words('therapist.settings.enrol.enrol')}
        </Button>
      }
    />
  );
}

/** What a failed attempt means on this card. */
function useServerError(): (code: ErrorCode) => string {
  const words = useWords();
  return (code) => {
    if (code === 'bad-request') return words('therapist.settings.server.invalid');
    if (code === 'unauthorized') return words('therapist.settings.enrol.wrong');
    if (code === 'connection-lost' || code === 'timeout') {
      return words('therapist.settings.enrol.unreachable');
    }
    return `${words(`errors.${code}.what`)}. ${words(`errors.${code}.next`)}`;
  };
}
