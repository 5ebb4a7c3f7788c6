import { useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { Handing } from '../../view-models/talk-model.ts';
import styles from './handing-outcome.module.css';

const cx = classesOf(styles);

/** What came of handing a file on, said aloud too: the person waits for it. */
export function HandingOutcome(props: {
  readonly handing: Handing;
  readonly done: string;
  readonly failed: string;
}) {
  const words = useWords();
  const { handing } = props;
  return (
    <output className={cx('outcome')}>
      {handing.phase === 'done' && props.done}
      {handing.phase === 'failed' &&
        [
          props.failed,
          `${words(`errors.${handing.code}.what`)}.`,
          words(`errors.${handing.code}.next`),
        ].join(' ')}
    </output>
  );
}
