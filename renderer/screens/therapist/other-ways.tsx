import { useState, type ReactNode } from 'react';
import type { VaultWays } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { readRecoveryKey } from '../../../src/domain/recovery-key.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import type { VaultWaysModel, WaysWork } from '../../view-models/vault-ways-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';
import styles from './other-ways.module.css';

type Way = 'passphrase' | 'recovery';

/** What is needed of a model for it: to open the vault, or only to look at it. */
export type UnlockModel = Pick<VaultWaysModel, 'ways' | 'unlocking' | 'unlock' | 'clearFailures'>;

/** Opening the vault by what somebody knows or has on paper. Nothing where there is no such way. */
export function OtherWays(props: {
  readonly model: UnlockModel;
  /** The usual way: what there is until another one is chosen, and again after. */
  readonly usual?: ReactNode;
}) {
  const { model, usual } = props;
  const words = useWords();
  const ways = useStore(model.ways);
  const [chosen, setChosen] = useState<Way | null>(null);
  if (!ways) return usual;
  const way = chosen ?? (ways.keychain ? null : firstOf(ways));
  return (
    <div className={styles['ways']}>
      {way === null ? usual : <TypedWay key={way} way={way} ways={ways} model={model} />}
      <div className={styles['choices']}>
        {(['passphrase', 'recovery'] as const)
          .filter((other) => other !== way && hasWay(ways, other))
          .map((other) => (
            <Button
              key={other}
              onPress={() => {
                model.clearFailures();
                setChosen(other);
              }}
            >
              {words(`therapist.ways.use.${other}`)}
            </Button>
          ))}
        {way !== null && ways.keychain && usual !== undefined && (
          <Button
            onPress={() => {
              model.clearFailures();
              setChosen(null);
            }}
          >
            {words('therapist.ways.use.keychain')}
          </Button>
        )}
      </div>
    </div>
  );
}

function hasWay(ways: VaultWays, way: Way): boolean {
  return way === 'passphrase' ? ways.passphrase : ways.recovery !== null;
}

function firstOf(ways: VaultWays): Way | null {
  if (ways.passphrase) return 'passphrase';
  return ways.recovery ? 'recovery' : null;
}

function TypedWay(props: {
  readonly way: Way;
  readonly ways: VaultWays;
  readonly model: UnlockModel;
}) {
  const { way, ways, model } = props;
  const words = useWords();
  const work = useStore(model.unlocking);
  const [typed, setTyped] = useState('');
  const [mistyped, setMistyped] = useState<readonly number[] | null>(null);
  const submit = (): void => {
    if (typed === '') return;
    if (way === 'passphrase') {
      model.unlock({ way, passphrase: typed });
      return;
    }
    const read = readRecoveryKey(typed);
    if (read.outcome === 'mistyped') setMistyped(read.groups);
    else model.unlock({ way, recoveryKey: typed });
  };
  return (
    <>
      <Failure work={work} />
      <FormRow
        field={
          <TextField
            label={words(`therapist.ways.${way}.label`)}
            {...(way === 'recovery'
              ? {
                  hint: words('therapist.ways.recovery.hint', {
                    number: ways.recovery?.kitNumber ?? '',
                  }),
                }
              : { isSecret: true })}
            value={typed}
            maxLength={
              way === 'passphrase' ? limits.passphraseCharacters : limits.recoveryKeyCharacters
            }
            error={useMistyped(mistyped)}
            takesFocus
            onChange={(value) => {
              model.clearFailures();
              setMistyped(null);
              setTyped(value);
            }}
          />
        }
        button={
          <Button
            variant="primary"
            type="submit"
            isPending={work.phase === 'busy'}
            pendingLabel={words('therapist.vault.locked.opening')}
          >
            {words('therapist.vault.locked.open')}
          </Button>
        }
        onSubmit={submit}
      />
    </>
  );
}

function Failure({ work }: { readonly work: WaysWork }) {
  return work.phase === 'failed' ? <CodeNotice code={work.code} /> : null;
}

function useMistyped(groups: readonly number[] | null): string | null {
  const words = useWords();
  if (groups === null) return null;
  if (groups.length === 0) return words('therapist.ways.recovery.notWhole');
  const numbers = groups.map((group) => String(group + 1)).join(', ');
  return words('therapist.ways.recovery.mistyped', { groups: numbers });
}
