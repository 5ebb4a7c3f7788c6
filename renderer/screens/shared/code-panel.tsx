import type { ReactNode } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ErrorPanel } from '../../ui/feedback/error-panel.tsx';
import { useCodeActions } from './code-actions.tsx';

/** The words for an error code, as a panel. */
export function CodePanel(props: {
  readonly code: ErrorCode;
  readonly actions?: ReactNode;
  readonly headingLevel?: 1 | 2;
}) {
  const words = useWords();
  const actions = useCodeActions(props.code, props.actions);
  return (
    <ErrorPanel
      what={words(`errors.${props.code}.what`)}
      safe={words(`errors.${props.code}.safe`)}
      next={words(`errors.${props.code}.next`)}
      actions={actions}
      headingLevel={props.headingLevel ?? 2}
    />
  );
}
