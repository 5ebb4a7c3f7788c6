import { formatCount } from '../../i18n/format-count.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../../ui/styles/class-names.ts';
import { useDay } from '../shared/use-day.ts';
import styles from './card-openings.module.css';

const cx = classesOf(styles);

interface ShownOpening {
  readonly number: number;
  readonly openedAtMs: number;
  /** Left out while the card is sealed; null where it cannot be read. */
  readonly reason?: string | null;
}

/** When a card was opened and, if it is open, why. */
export function CardOpenings(props: {
  readonly openings: readonly ShownOpening[];
  readonly times: number;
  readonly isOpen: boolean;
}) {
  const { openings, times, isOpen } = props;
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  if (times === 0) return <p className={cx('quiet')}>{words('sealedCard.openings.never')}</p>;
  return (
    <details className={cx('openings')} open={isOpen}>
      <summary className={cx('quiet')}>
        {words('sealedCard.openings.count', { number: formatCount(times, locale) })}
      </summary>
      <ul className={cx('list')} aria-label={words('sealedCard.openings.list')}>
        {openings.map(({ number, openedAtMs, reason }) => (
          <li key={number}>
            <span className={cx('quiet')}>
              {words('sealedCard.openings.one', {
                day: day(openedAtMs),
                time: formatTime(openedAtMs, locale),
              })}
            </span>
            {reason !== undefined && (
              <p className={cx('reason')} dir="auto">
                {reason ?? words('sealedCard.openings.unreadable')}
              </p>
            )}
          </li>
        ))}
      </ul>
      {!isOpen && <p className={cx('quiet')}>{words('sealedCard.openings.sealed')}</p>}
      {openings.length < times && (
        <p className={cx('quiet')}>{words('sealedCard.openings.earlier')}</p>
      )}
    </details>
  );
}
