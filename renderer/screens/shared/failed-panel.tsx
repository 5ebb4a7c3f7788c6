import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CodePanel } from './code-panel.tsx';

/** What stands in the place of something that could not be read, with the way to try it again. */
export function FailedPanel(props: { readonly code: ErrorCode; readonly onAgain: () => void }) {
  const words = useWords();
  return (
    <CodePanel
      code={props.code}
      actions={<Button onPress={props.onAgain}>{words('common.action.tryAgain')}</Button>}
    />
  );
}
