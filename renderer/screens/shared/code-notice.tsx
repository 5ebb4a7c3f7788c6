import type { ReactNode } from 'react';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { useCodeActions } from './code-actions.tsx';

/** The words for an error code, as a notice beside what goes on. */
export function CodeNotice(props: {
  readonly code: ErrorCode;
  readonly level?: 'know' | 'stop';
  readonly actions?: ReactNode;
}) {
  const words = useWords();
  const actions = useCodeActions(props.code, props.actions);
  return (
    <Notice
      level={props.level ?? 'know'}
      title={words(`errors.${props.code}.what`)}
      isNews
      actions={actions}
    >
      {words(`errors.${props.code}.next`)}
    </Notice>
  );
}
