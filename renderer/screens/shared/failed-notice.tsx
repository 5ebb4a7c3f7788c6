import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CodeNotice } from './code-notice.tsx';

/** What stands inside a card in the place of something that could not be read: no heading that is larger than the card's own. */
export function FailedNotice(props: { readonly code: ErrorCode; readonly onAgain: () => void }) {
  const words = useWords();
  return (
    <CodeNotice
      code={props.code}
      actions={<Button onPress={props.onAgain}>{words('common.action.tryAgain')}</Button>}
    />
  );
}
