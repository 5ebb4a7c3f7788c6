import { useLayoutEffect, useRef } from 'react';
import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { ChatItem, TalkItem, TalkPerson } from '../../view-models/talk-model.ts';
import { FileCard } from './file-card.tsx';
import type { TalkView } from './talk-view.ts';
import styles from './talk-items.module.css';

const cx = classesOf(styles);

/** So near to its end a list still counts as being at it. */
const nearPx = 48;

interface TalkItemsProps {
  readonly view: TalkView;
  readonly items: readonly TalkItem[];
  readonly nameOf: (person: TalkPerson) => string;
}

/** Everything that was written and handed over, the newest last. */
export function TalkItems({ view, items, nameOf }: TalkItemsProps) {
  const words = useWords();
  const list = useEndInSight(items);
  return (
    <section
      ref={list}
      className={cx('whole')}
      aria-label={words('talk.list')}
      // It scrolls, and has to by keyboard too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {items.length === 0 ? (
        <p className={cx('empty')}>{words('talk.empty')}</p>
      ) : (
        <ol className={cx('list')}>
          {items.map((item) => (
            <Item key={item.key} item={item} view={view} nameOf={nameOf} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Item(props: Pick<TalkItemsProps, 'view' | 'nameOf'> & { readonly item: TalkItem }) {
  const words = useWords();
  const locale = useLocale();
  const { item, view, nameOf } = props;
  const isOwn = item.kind === 'chat' ? item.from === null : item.direction === 'out';
  return (
    <li className={cx('item', isOwn && 'own')}>
      <p className={cx('who')}>
        <span>{whose(item)}</span> <time>{formatTime(item.atMs, locale)}</time>
      </p>
      {item.kind === 'chat' ? (
        <Said item={item} />
      ) : (
        <FileCard item={item} view={view} name={nameOf(item.who)} />
      )}
    </li>
  );

  function whose(one: TalkItem): string {
    if (one.kind === 'chat') return one.from ? nameOf(one.from) : words('talk.you');
    if (one.direction === 'in') return nameOf(one.who);
    return view.people.length > 1
      ? words('talk.youFor', { name: nameOf(one.who) })
      : words('talk.you');
  }
}

/** Text as it was typed, and nothing but text: no link, no picture. */
function Said({ item }: { readonly item: ChatItem }) {
  const words = useWords();
  return (
    <>
      <p className={cx('text')} dir="auto">
        {item.text}
      </p>
      {item.from === null && (
        <p className={cx('delivery')}>{words(`talk.delivery.${item.delivery}`)}</p>
      )}
    </>
  );
}

/** Keeps the end of a list in sight for somebody who is at it, or who has just added something. */
function useEndInSight(items: readonly TalkItem[]) {
  const list = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const last = items.at(-1);
  const isOwn = last?.kind === 'chat' ? last.from === null : last?.direction === 'out';
  useLayoutEffect(() => {
    const element = list.current;
    if (element && (isAtEnd.current || isOwn)) element.scrollTop = element.scrollHeight;
  }, [last?.key, isOwn]);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = (): void => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = left < nearPx;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      element.removeEventListener('scroll', look);
    };
  }, []);
  return list;
}
