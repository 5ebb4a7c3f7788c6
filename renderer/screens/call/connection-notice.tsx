import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { CallState } from '../../view-models/call-model.ts';

/** How the connection is, when that is worth a sentence: it dropped, or it is poor. */
export function ConnectionNotice(props: { readonly call: CallState }) {
  const words = useWords();
  const { call } = props;
  if (call.phase !== 'live') return null;
  if (call.connection.phase === 'reconnecting') {
    return (
      <Notice level="know" isNews>
        {words('call.connection.reconnecting')}
      </Notice>
    );
  }
  if (call.quality !== 'poor') return null;
  return (
    <Notice level="know" isNews title={words('call.poor.title')}>
      {words('call.poor.text')}
    </Notice>
  );
}
