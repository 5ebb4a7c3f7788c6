import { formatSize } from '../../i18n/format-size.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { ProgressBar } from '../../ui/feedback/progress-bar.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { ExportState } from '../../view-models/export-model.ts';

/** An export on its way. */
export function ExportRunning(props: {
  readonly state: Extract<ExportState, { phase: 'running' }>;
  /** It is another client's, whose screen this is not. */
  readonly isOther: boolean;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const { step, done, total } = props.state;
  const percent = String(Math.floor((100 * Math.min(done, total)) / total));
  return (
    <Card title={words('recordExport.running.title')} text={words('recordExport.running.leave')}>
      {props.isOther && <p>{words('recordExport.running.other')}</p>}
      <StatusLine>{words(`recordExport.running.${step}`)}</StatusLine>
      <ProgressBar
        label={words('recordExport.running.title')}
        done={done}
        total={total}
        valueText={words('recordExport.running.percent', { percent })}
      />
      <div>
        <Button onPress={props.onCancel}>{words('common.action.cancel')}</Button>
      </div>
    </Card>
  );
}

/** An export that is in its place. */
export function ExportDone(props: {
  readonly state: Extract<ExportState, { phase: 'done' }>;
  readonly onBack: () => void;
  readonly onAgain: () => void;
}) {
  const words = useWords();
  const locale = useLocale();
  const { sizeBytes, brokenSignatures } = props.state;
  return (
    <>
      {brokenSignatures > 0 && (
        <Notice level="stop" isNews>
          {words('recordExport.done.broken')}
        </Notice>
      )}
      <Notice
        level="quiet"
        isNews
        title={words('recordExport.done.title')}
        actions={
          <>
            <Button variant="primary" onPress={props.onBack}>
              {words('recordExport.done.back')}
            </Button>
            <Button onPress={props.onAgain}>{words('recordExport.done.again')}</Button>
          </>
        }
      >
        <p>{words('recordExport.done.text', { size: formatSize(sizeBytes, locale) })}</p>
        <p>{words('recordExport.done.next')}</p>
      </Notice>
    </>
  );
}
