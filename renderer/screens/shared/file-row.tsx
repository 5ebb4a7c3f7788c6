import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { Handing } from '../../view-models/talk-model.ts';
import { HandingOutcome } from './handing-outcome.tsx';
import styles from './file-row.module.css';

const cx = classesOf(styles);

/** Files one below the other. */
export function FileList(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={cx('list')} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

/** A file that can be saved: its whole name, what is to be said of it, and what came of saving it. */
export function FileRow(props: {
  readonly name: string;
  readonly detail: string;
  readonly saving: Handing;
  /** What is said when it was saved. */
  readonly saved: string;
  /** Left out where there is nothing to save yet. */
  readonly onSave?: () => void;
  /** Keeping it with the client; left out where it lies there already, or cannot. */
  readonly keeping?: Handing;
  readonly onKeep?: () => void;
}) {
  const words = useWords();
  const { name, saving, onSave, keeping, onKeep } = props;
  return (
    <li className={cx('file')}>
      <div className={cx('words')}>
        <p className={cx('name')}>
          <bdi>{name}</bdi>
        </p>
        <p className={cx('quiet')}>{props.detail}</p>
        <HandingOutcome handing={saving} done={props.saved} failed={words('talk.file.notSaved')} />
        {keeping && (
          <HandingOutcome
            handing={keeping}
            done={words('talk.file.stored')}
            failed={words('talk.file.notStored')}
          />
        )}
      </div>
      <div className={cx('actions')}>
        {onSave && <HandButton kind="save" file={name} handing={saving} onPress={onSave} />}
        {keeping && onKeep && keeping.phase !== 'done' && (
          <HandButton kind="store" file={name} handing={keeping} onPress={onKeep} />
        )}
      </div>
    </li>
  );
}

/** Saves or stores one file, by its name. */
export function HandButton(props: {
  readonly kind: 'save' | 'store';
  readonly file: string;
  readonly handing: Handing;
  readonly onPress: () => void;
}) {
  const words = useWords();
  const { kind, file } = props;
  const isBusy = props.handing.phase === 'busy';
  const busy = words(kind === 'save' ? 'talk.file.saving' : 'talk.file.storing');
  return (
    <Button
      label={isBusy ? busy : words(`talk.file.${kind}Named`, { file })}
      isPending={isBusy}
      pendingLabel={busy}
      onPress={props.onPress}
    >
      {words(`talk.file.${kind}`)}
    </Button>
  );
}
