import { useEffect, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import type { OpenCard } from '../../../src/contract/card-calls.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../../ui/styles/class-names.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { useDay } from '../shared/use-day.ts';
import styles from './card-sheet.module.css';
import { useWrittenWords } from './use-written-words.ts';

const cx = classesOf(styles);

/**
 * The open card on paper: what stands on it and when that was printed, and nothing else of the window. Beside the page, so that whatever
 * the page cuts off or scrolls is none of it.
 */
export function CardSheet({ opened }: { readonly opened: OpenCard }) {
  const { clock } = useScreenPorts();
  const [nowMs, setNowMs] = useState(clock.nowMs());
  useEffect(() => {
    const see = (): void => {
      // Drawn before it is printed.
      flushSync(() => {
        setNowMs(clock.nowMs());
      });
    };
    window.addEventListener('beforeprint', see);
    return () => {
      window.removeEventListener('beforeprint', see);
    };
  }, [clock]);
  return createPortal(<Sheet opened={opened} nowMs={nowMs} />, document.body);
}

function Sheet({ opened, nowMs }: { readonly opened: OpenCard; readonly nowMs: number }) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const written = useWrittenWords();
  return (
    <div className={cx('sheet')}>
      <p className={cx('title')}>{words('sealedCard.title')}</p>
      <dl>
        {opened.fields.map(({ field, writtenAtMs, text }) => (
          <div key={field} className={cx('field')}>
            <dt className={cx('name')}>{words(`sealedCard.field.${field}`)}</dt>
            <dd className={cx('text')} dir="auto">
              {text ?? words('sealedCard.unreadable')}
            </dd>
            <dd className={cx('when')}>{written(field, writtenAtMs).line}</dd>
          </div>
        ))}
      </dl>
      <p className={cx('when')}>
        {words('sealedCard.opened.printed', { day: day(nowMs), time: formatTime(nowMs, locale) })}
      </p>
    </div>
  );
}
