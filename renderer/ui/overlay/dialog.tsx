import type { ReactNode, SubmitEvent } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classesOf } from '../styles/class-names.ts';
import styles from './dialog.module.css';

const cx = classesOf(styles);

/** A question or a small task in front of the page. Escape and a press beside it are the same as its safe answer. */
export function Dialog({
  onClose,
  ...props
}: {
  readonly title: string;
  readonly text?: string;
  readonly isOpen: boolean;
  /** Null: nothing closes it now, because it would stop nothing of what goes on. */
  readonly onClose: (() => void) | null;
  /** The task is a form: Enter in a field does this. */
  readonly onSubmit?: () => void;
  /** The safe answer first. */
  readonly actions: ReactNode;
  readonly children?: ReactNode;
  /** A question that interrupts: read out at once, with its text. */
  readonly isQuestion?: boolean;
}) {
  return (
    <ModalOverlay
      className={cx('scrim')}
      isOpen={props.isOpen}
      isDismissable={onClose !== null}
      isKeyboardDismissDisabled={onClose === null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose?.();
      }}
    >
      <Modal className={cx('modal')}>
        <AriaDialog
          className={cx('dialog')}
          role={props.isQuestion === true ? 'alertdialog' : 'dialog'}
        >
          <div className={cx('head')}>
            <Heading slot="title" level={2} className={cx('title')}>
              {props.title}
            </Heading>
            {props.text !== undefined && <p className={cx('text')}>{props.text}</p>}
          </div>
          <Body {...(props.onSubmit ? { onSubmit: props.onSubmit } : {})}>
            {props.children}
            <div className={cx('actions')}>{props.actions}</div>
          </Body>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body(props: { readonly onSubmit?: () => void; readonly children: ReactNode }) {
  const { onSubmit } = props;
  if (!onSubmit) return <div className={cx('body')}>{props.children}</div>;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={cx('body')} onSubmit={submit}>
      {props.children}
    </form>
  );
}
