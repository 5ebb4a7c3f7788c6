import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { NewPaper } from '../../view-models/renewal-model.ts';
import type { KitState, VaultWaysModel, WaysWork } from '../../view-models/vault-ways-model.ts';
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
  return (
    <KitPage
      key={state.kitNumber}
      title={words('therapist.kit.title')}
      text={words('therapist.kit.text')}
      kit={state}
      keeping={state.keeping}
      proof={words('therapist.kit.proof.text')}
      keep={words('therapist.kit.proof.done')}
      banner={banner}
      onKeep={() => {
        model.keepKit();
      }}
      onNotNow={
        state.isNeeded
          ? null
          : () => {
              model.dismissKit();
            }
      }
    />
  );
}

interface KitPageProps {
  readonly title: string;
  readonly text: string;
  readonly kit: NewPaper;
  /** What becomes of it once it is on paper. */
  readonly keeping: WaysWork;
  /** What is asked for as a proof. */
  readonly proof: string;
  /** What is done with it, in words. */
  readonly keep: string;
  readonly banner: ReactNode;
  readonly onKeep: () => void;
  /** Null: it is not gone on without. */
  readonly onNotNow: (() => void) | null;
}

/** A recovery key, and the proof that it is on paper. */
export function KitPage(props: KitPageProps) {
  const { kit, onNotNow } = props;
  const words = useWords();
  const { print } = useScreenPorts();
  return (
    <CalmPage title={props.title} text={props.text} banner={props.banner}>
      <ol className={cx('key')} aria-label={words('therapist.kit.label')}>
        {kit.groups.map((group, at) => (
          <li key={group} className={cx('group')}>
            <span className={cx('number')} aria-hidden="true">
              {at + 1}
            </span>
            <span className={cx('characters')}>{group}</span>
          </li>
        ))}
      </ol>
      <p className={cx('kit')}>{words('therapist.kit.number', { number: kit.kitNumber })}</p>
      <div className={cx('step')}>
        <div>
          <Button onPress={print}>{words('therapist.kit.print')}</Button>
        </div>
        <Proof {...props} />
        {onNotNow && (
          <div>
            <Button variant="plain" onPress={onNotNow}>
              {words('therapist.kit.notNow')}
            </Button>
          </div>
        )}
      </div>
    </CalmPage>
  );
}

/** Which group is asked for differs from kit to kit, so that nobody answers from habit. */
function Proof({ kit, keeping, proof, keep, onKeep }: KitPageProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const asked = Number(kit.kitNumber) % kit.groups.length;
  return (
    <>
      {keeping.phase === 'failed' && <CodeNotice level="stop" code={keeping.code} />}
      <FormRow
        text={proof}
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
            isPending={keeping.phase === 'busy'}
            pendingLabel={words('common.action.working')}
          >
            {keep}
          </Button>
        }
        onSubmit={() => {
          if (typed.trim().toUpperCase() === kit.groups[asked]) onKeep();
          else setWrong(true);
        }}
      />
    </>
  );
}
