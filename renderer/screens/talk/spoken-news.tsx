import { useEffect, useRef, useState } from 'react';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import type { TalkItem, TalkPerson } from '../../view-models/talk-model.ts';
import { fileSentence } from './file-words.ts';
import { talkNews, type TalkNews } from './talk-news.ts';

/** Says aloud what comes in and what becomes of files, for those who do not see it. */
export function SpokenNews(props: {
  readonly items: readonly TalkItem[];
  readonly nameOf: (person: TalkPerson) => string;
}) {
  const words = useWords();
  const locale = useLocale();
  const { items, nameOf } = props;
  const [news, setNews] = useState<TalkNews | null>(null);
  const seen = useRef(items);
  useEffect(() => {
    const next = talkNews(seen.current, items);
    seen.current = items;
    if (next) setNews(next);
  }, [items]);
  const say = (one: TalkNews): string => {
    if (one.kind === 'said') {
      const { from, text } = one.item;
      return words('talk.said', { name: from ? nameOf(from) : words('talk.you'), text });
    }
    const name = nameOf(one.item.who);
    const file = one.item.name;
    if (one.kind === 'offered') return words('talk.file.offered', { name, file });
    return words('talk.file.news', { file, text: fileSentence(words, one.item, name, locale) });
  };
  return (
    <StatusLine isQuiet>
      {/* The same words twice are told twice: it is another element then. */}
      {news && <span key={`${news.item.key} ${news.kind}`}>{say(news)}</span>}
    </StatusLine>
  );
}
