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
  readonly onSave: () => void;
}) {
  const words = useWords();
  const { name, saving } = props;
  const isBusy = saving.phase === 'busy';
  return (
    <li className={cx('file')}>
      <div className={cx('words')}>
        <p className={cx('name')}>
          <bdi>{name}</bdi>
        </p>
        <p className={cx('quiet')}>{props.detail}</p>
        <HandingOutcome handing={saving} done={props.saved} failed={words('talk.file.notSaved')} />
      </div>
      <Button
        label={isBusy ? words('talk.file.saving') : words('talk.file.saveNamed', { file: name })}
        isPending={isBusy}
        pendingLabel={words('talk.file.saving')}
        onPress={props.onSave}
      >
        {words('talk.file.save')}
      </Button>
    </li>
  );
}
