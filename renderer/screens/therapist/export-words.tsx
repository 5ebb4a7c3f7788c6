import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import { Card } from '../../ui/layout/card.tsx';
import type { ExportState } from '../../view-models/export-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import styles from './export-words.module.css';

const cx = classesOf(styles);

/** The words that open an export, to be put on paper: they are shown once. */
export function ExportWords(props: {
  readonly state: Extract<ExportState, { phase: 'words' }>;
  readonly onSave: () => void;
  readonly onBack: () => void;
}) {
  const words = useWords();
  const { asking, words: shown } = props.state;
  return (
    <Card title={words('recordExport.words.title')} text={words('recordExport.words.text')}>
      {/* The words are English ones, whatever language the page speaks. */}
      <ol className={cx('words')} aria-label={words('recordExport.words.label')} lang="en">
        {shown.map((word, at) => (
          <li key={`${String(at)} ${word}`} className={cx('word')}>
            <span className={cx('number')} aria-hidden="true">
              {at + 1}
            </span>
            <span>{word}</span>
          </li>
        ))}
      </ol>
      <p>{words('recordExport.words.typed')}</p>
      <p className={cx('whole')} lang="en">
        {shown.join('-')}
      </p>
      {asking.phase === 'failed' && <CodeNotice level="stop" code={asking.code} />}
      <div className={cx('actions')}>
        <Button
          variant="primary"
          onPress={props.onSave}
          isPending={asking.phase === 'busy'}
          pendingLabel={words('common.action.working')}
        >
          {words('recordExport.words.save')}
        </Button>
        <Button onPress={props.onBack}>{words('recordExport.words.back')}</Button>
      </div>
    </Card>
  );
}
