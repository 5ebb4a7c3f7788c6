import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { KitState, VaultWaysModel } from '../../view-models/vault-ways-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { FailedPage } from './failed-page.tsx';
import styles from './recovery-kit.module.css';

const cx = classesOf(styles);

/** The recovery key, to be put on paper. It opens the vault once a group was typed back from there. */
export function RecoveryKit(props: {
  readonly model: VaultWaysModel;
  readonly state: Exclude<KitState, { phase: 'none' }>;
  readonly banner: ReactNode;
}) {
  const { model, state, banner } = props;
  const words = useWords();
  if (state.phase === 'making') {
    return (
      <CalmPage banner={banner}>
        <Loading isTitle label={words('therapist.kit.making')} />
      </CalmPage>
    );
  }
  if (state.phase === 'failed') {
    return (
      <FailedPage
        code={state.code}
        banner={banner}
        onTryAgain={() => {
          model.makeKit();
        }}
      />
    );
  }
  return <Shown key={state.kitNumber} model={model} state={state} banner={banner} />;
}

function Shown(props: {
  readonly model: VaultWaysModel;
  readonly state: Extract<KitState, { phase: 'shown' }>;
  readonly banner: ReactNode;
}) {
  const { model, state, banner } = props;
  const words = useWords();
  const { print } = useScreenPorts();
  return (
    <CalmPage
      title={words('therapist.kit.title')}
      text={words('therapist.kit.text')}
      banner={banner}
    >
      <ol className={cx('key')} aria-label={words('therapist.kit.label')}>
        {state.groups.map((group, at) => (
          <li key={group} className={cx('group')}>
            <span className={cx('number')} aria-hidden="true">
              {at + 1}
            </span>
            <span className={cx('characters')}>{group}</span>
          </li>
        ))}
      </ol>
      <p className={cx('kit')}>{words('therapist.kit.number', { number: state.kitNumber })}</p>
      <div className={cx('step')}>
        <div>
          <Button onPress={print}>{words('therapist.kit.print')}</Button>
        </div>
        <Proof model={model} state={state} />
        {!state.isNeeded && (
          <div>
            <Button
              variant="plain"
              onPress={() => {
                model.dismissKit();
              }}
            >
              {words('therapist.kit.notNow')}
            </Button>
          </div>
        )}
      </div>
    </CalmPage>
  );
}

/** Which group is asked for differs from kit to kit, so that nobody answers from habit. */
function Proof(props: {
  readonly model: VaultWaysModel;
  readonly state: Extract<KitState, { phase: 'shown' }>;
}) {
  const { model, state } = props;
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const asked = Number(state.kitNumber) % state.groups.length;
  return (
    <>
      {state.keeping.phase === 'failed' && <CodeNotice level="stop" code={state.keeping.code} />}
      <FormRow
        text={words('therapist.kit.proof.text')}
        field={
          <TextField
            label={words('therapist.kit.proof.label', { number: String(asked + 1) })}
            value={typed}
            maxLength={8}
            error={isWrong ? words('therapist.kit.proof.wrong') : null}
            onChange={(value) => {
              setWrong(false);
              setTyped(value);
            }}
          />
        }
        button={
          <Button
            variant="primary"
            type="submit"
            isPending={state.keeping.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {words('therapist.kit.proof.done')}
          </Button>
        }
        onSubmit={() => {
          if (typed.trim().toUpperCase() === state.groups[asked]) model.keepKit();
          else setWrong(true);
        }}
      />
    </>
  );
}
