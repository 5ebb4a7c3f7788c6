import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { FileItem } from '../../view-models/talk-model.ts';
import { FileActions, FileOutcomes } from './file-actions.tsx';
import { fileSentence } from './file-words.ts';
import type { TalkView } from './talk-view.ts';
import styles from './file-card.module.css';

const cx = classesOf(styles);

/** A file, either way: its whole name, how it is, and what can be done with it. It is nothing to press on by itself. */
export function FileCard(props: {
  readonly item: FileItem;
  readonly view: TalkView;
  /** Whoever sends it, or gets it. */
  readonly name: string;
}) {
  const words = useWords();
  const locale = useLocale();
  const { item, view } = props;
  const { state } = item;
  const sentence = fileSentence(words, item, props.name, locale);
  const isUnderWay = state.phase === 'preparing' || state.phase === 'moving';
  return (
    <div className={cx('card', state.phase === 'gone' && 'gone')}>
      <span className={cx('icon')}>
        <Icon name="file" />
      </span>
      <div className={cx('words')}>
        {/* The whole name, however long: its ending says what it is. */}
        <p className={cx('name')}>
          <bdi>{item.name}</bdi>
        </p>
        {!isUnderWay && <p className={cx('quiet')}>{formatSize(item.sizeBytes, locale)}</p>}
        {isUnderWay && (
          <ProgressBar
            label={words('talk.file.progress', { file: item.name })}
            valueText={sentence}
            done={state.phase === 'moving' ? state.movedBytes : 0}
            // An empty file is done when its one chunk has moved; a bar cannot have no length.
            total={Math.max(1, item.sizeBytes)}
          />
        )}
        <p className={cx('quiet')}>{sentence}</p>
        {isUnderWay && (
          <div className={cx('actions')}>
            <Button
              label={words('talk.file.stopNamed', { file: item.name })}
              onPress={() => {
                view.talk.cancelFile(item.key);
              }}
            >
              {words('talk.file.stop')}
            </Button>
          </div>
        )}
        {state.phase === 'kept' && <FileOutcomes state={state} view={view} />}
        {state.phase === 'here' && <FileActions item={item} state={state} view={view} />}
      </div>
    </div>
  );
}
