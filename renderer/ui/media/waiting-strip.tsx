import { Button } from '../controls/button.tsx';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './waiting-strip.module.css';

const cx = classesOf(styles);

/** Somebody in the waiting room, and the two answers to that. Takes its own room; it never lies over a face. */
export function WaitingStrip(props: {
  readonly title: string;
  readonly detail: string;
  readonly admit: string;
  readonly refuse: string;
  /** Fuller names for the two buttons when several people wait. */
  readonly admitLabel?: string;
  readonly refuseLabel?: string;
  /** False: their connection dropped, so nobody can be let in now. */
  readonly isThere: boolean;
  readonly onAdmit: () => void;
  readonly onRefuse: () => void;
}) {
  return (
    <section className={cx('strip')} aria-label={props.title}>
      <span className={cx('icon')}>
        <Icon name={props.isThere ? 'door' : 'offline'} size={24} />
      </span>
      <div className={cx('who')}>
        <p className={cx('title')}>{props.title}</p>
        <p className={cx('detail')}>{props.detail}</p>
      </div>
      <div className={cx('actions')}>
        <Button
          variant="quiet"
          onPress={props.onRefuse}
          {...(props.refuseLabel === undefined ? {} : { label: props.refuseLabel })}
        >
          {props.refuse}
        </Button>
        <Button
          variant="primary"
          isDisabled={!props.isThere}
          onPress={props.onAdmit}
          {...(props.admitLabel === undefined ? {} : { label: props.admitLabel })}
        >
          {props.admit}
        </Button>
      </div>
    </section>
  );
}
