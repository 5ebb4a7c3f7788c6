import type { ReactNode, SubmitEvent } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './form-row.module.css';

const cx = classesOf(styles);

/** One question with its answer beside it; Enter in the field presses the button. */
export function FormRow(props: {
  readonly title?: string;
  readonly text?: string;
  readonly field: ReactNode;
  readonly button: ReactNode;
  readonly onSubmit: () => void;
}) {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className={cx('form')} onSubmit={submit}>
      {props.title !== undefined && <h3 className={cx('title')}>{props.title}</h3>}
      {props.text !== undefined && <p className={cx('text')}>{props.text}</p>}
      <div className={cx('row')}>
        <div className={cx('field')}>{props.field}</div>
        <div className={cx('button')}>{props.button}</div>
      </div>
    </form>
  );
}
