import { useEffect, type RefCallback } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { SidePanel } from '../../ui/layout/side-panel.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { TalkModel } from '../../view-models/talk-model.ts';
import { useStore } from '../shared/use-store.ts';
import { SpokenNews } from './spoken-news.tsx';
import { TalkComposer } from './talk-composer.tsx';
import { TalkItems } from './talk-items.tsx';
import type { TalkView } from './talk-view.ts';
import { useTalkName } from './use-talk-name.ts';
import styles from './talk-panel.module.css';

const cx = classesOf(styles);

/** Beside the call: what was written and handed over, and the ways to write and to hand over. */
export function TalkPanel({
  view,
  fieldRef,
}: {
  readonly view: TalkView;
  /** Takes the focus when the messages were asked for. */
  readonly fieldRef: RefCallback<HTMLElement>;
}) {
  const words = useWords();
  const { talk, people, side } = view;
  const { items } = useStore(talk.state);
  const nameOf = useTalkName(people, items, view.pseudonym);
  useLooking(talk);
  return (
    <SidePanel
      title={words('talk.title')}
      isFitted
      aside={<IconButton icon="close" label={words('talk.hide')} onPress={view.onClose} />}
    >
      <p className={cx('quiet')}>{words(side === 'host' ? 'talk.kept.host' : 'talk.kept.guest')}</p>
      {people.length > 1 && <p className={cx('quiet')}>{words('talk.group')}</p>}
      <TalkItems view={view} items={items} nameOf={nameOf} />
      <SpokenNews items={items} nameOf={nameOf} />
      <TalkComposer view={view} nameOf={nameOf} fieldRef={fieldRef} />
    </SidePanel>
  );
}

/** Nothing is new to somebody who has it before them: while the panel is open, in a window that can be seen. */
function useLooking(talk: TalkModel): void {
  useEffect(() => {
    const look = (): void => {
      talk.setLooking(document.visibilityState === 'visible');
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      talk.setLooking(false);
    };
  }, [talk]);
}
