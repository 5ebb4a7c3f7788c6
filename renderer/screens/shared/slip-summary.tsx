import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';

type SlipView = Omit<SessionSlip, 'bytes'>;

const known = [
  'browser-guest',
  'sent-in-clear',
  'words-differ',
  'signature-missing',
  'report-missing',
  'empty',
] as const;

/** What the signed record of a session says. Reported and signed, never "was". */
export function SlipSummary(props: { readonly slip: SlipView; readonly isNews?: boolean }) {
  const words = useWords();
  const locale = useLocale();
  const { slip } = props;
  const when = words('slip.when', {
    start: formatTime(slip.startMs, locale),
    end: formatTime(slip.endMs, locale),
    signatures: slip.signatures,
    parties: slip.parties,
  });
  const isNews = props.isNews ?? false;
  if (slip.isClean) {
    return (
      <Notice level="quiet" title={words('slip.clean.title')} isNews={isNews}>
        {words('slip.clean.text')} {when}
      </Notice>
    );
  }
  const blemishes = known.filter((one) => slip.blemishes.includes(one));
  return (
    <Notice level="know" title={words('slip.blemished.title')} isNews={isNews}>
      {blemishes.map((blemish) => words(`slip.blemish.${blemish}`)).join(' ')} {when}
    </Notice>
  );
}
