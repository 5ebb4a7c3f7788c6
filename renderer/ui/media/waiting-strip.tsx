import { useId } from 'react';
import { Button } from '../controls/button.tsx';
import { StatusSentence, type StatusLevel } from '../feedback/status-sentence.tsx';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import styles from './waiting-strip.module.css';

const cx = classesOf(styles);

/** One sentence about whoever waits. */
export interface WaitingLine {
  readonly level: StatusLevel;
  readonly text: string;
}

/** Somebody in the waiting room, and the two answers to that. Takes its own room; it never lies over a face. */
export function WaitingStrip(props: {
  readonly title: string;
  readonly detail: string;
  /** What is known of them, the most important first. At level `stop` they cannot be let in. */
  readonly lines?: readonly WaitingLine[];
  readonly admit: string;
  readonly refuse: string;
  /** Fuller names for the two buttons when several people wait. */
  readonly admitLabel?: string;
  readonly refuseLabel?: string;
  /** False: their connection dropped, so nobody can be let in now. */
  readonly isThere: boolean;
  /** False: not now, or not at all; the lines say why. */
  readonly mayAdmit?: boolean;
  readonly onAdmit: () => void;
  readonly onRefuse: () => void;
}) {
  const { lines = [] } = props;
  const id = useId();
  const isStopped = lines.some(({ level }) => level === 'stop');
  return (
    <section className={cx('strip', isStopped && 'stopped')} aria-label={props.title}>
      <span className={cx('icon')}>
        <Icon name={isStopped ? 'stop' : props.isThere ? 'door' : 'offline'} size={24} />
      </span>
      <div className={cx('who')}>
        <div className={cx('head')}>
          <p className={cx('title')}>{props.title}</p>
          <p id={`${id}-detail`} className={cx('detail')}>
            {props.detail}
          </p>
        </div>
        <div id={`${id}-lines`}>
          {lines.map(({ level, text }) => (
            <StatusSentence key={text} level={level} isBare={level === 'stop'}>
              {text}
            </StatusSentence>
          ))}
        </div>
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
          isDisabled={!props.isThere || props.mayAdmit === false}
          describedBy={`${id}-detail ${id}-lines`}
          onPress={props.onAdmit}
          {...(props.admitLabel === undefined ? {} : { label: props.admitLabel })}
        >
          {props.admit}
        </Button>
      </div>
    </section>
  );
}
