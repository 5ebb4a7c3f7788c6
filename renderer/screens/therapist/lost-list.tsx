import type { RescuedClient } from '../../../src/contract/rescue-calls.ts';
import { formatCount } from '../../i18n/format-count.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import { lostNotes } from '../../view-models/lost-things.ts';
import { useDay } from '../shared/use-day.ts';
import styles from './lost-list.module.css';

const cx = classesOf(styles);

/** As many as anybody reads; the export names all. */
const maxShown = 50;

interface Lost {
  readonly key: string;
  readonly what: string;
  /** What of it, each on a line. */
  readonly parts: readonly string[];
}

/** What of one client cannot be read: each note, each file, and the rest by its number. */
export function LostList({ lost }: Pick<RescuedClient, 'lost'>) {
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const dayOf = (atMs: number | null): string =>
    atMs === null ? words('rescue.client.someDay') : day(atMs);
  const things: readonly Lost[] = [
    ...lostNotes(lost.notes).map(({ noteId, createdAtMs, parts }) => ({
      key: noteId,
      what: words('rescue.client.noteOf', { day: dayOf(createdAtMs) }),
      parts: parts.map((part) => words(`rescue.client.note.${part}`)),
    })),
    ...lost.files.map(({ name, keptAtMs }, at) => ({
      key: `file ${String(at)}`,
      what: name ?? words('rescue.client.aFile'),
      parts: [words('rescue.client.stored', { day: dayOf(keptAtMs) })],
    })),
    ...lost.card.map((field) => ({
      key: `card ${field}`,
      what: words('rescue.client.card.lost'),
      parts: [words(`rescue.client.card.${field}`)],
    })),
  ];
  const more = things.length - maxShown;
  return (
    <Card title={words('rescue.client.lost')}>
      {things.length === 0 && lost.others === 0 && <p>{words('rescue.client.nothing')}</p>}
      {things.length > 0 && (
        <ul className={cx('list')}>
          {things.slice(0, maxShown).map(({ key, what, parts }) => (
            <li key={key}>
              <span className={cx('what')}>{what}</span>
              {parts.map((part) => (
                <span key={part} className={cx('part')}>
                  {part}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{words('rescue.client.more', { number: formatCount(more, locale) })}</p>}
      {lost.others > 0 && (
        <p>{words('rescue.client.others', { number: formatCount(lost.others, locale) })}</p>
      )}
    </Card>
  );
}
