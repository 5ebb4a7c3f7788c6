import type { ReactNode } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { CodePanel } from '../shared/code-panel.tsx';

/** A whole window about something that did not work, and another try. */
export function FailedPage(props: {
  readonly code: ErrorCode;
  readonly banner: ReactNode;
  readonly onTryAgain: () => void;
}) {
  const words = useWords();
  return (
    <CalmPage banner={props.banner}>
      <CodePanel
        code={props.code}
        headingLevel={1}
        actions={
          <Button variant="primary" onPress={props.onTryAgain}>
            {words('common.action.tryAgain')}
          </Button>
        }
      />
    </CalmPage>
  );
}
