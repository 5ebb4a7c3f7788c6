import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import { backups } from '../../i18n/en-gb/backups.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CodeNotice } from '../shared/code-notice.tsx';

type OwnCode = keyof typeof backups.failed;

/** Why it failed, in words that are about backups where there are such. */
export function BackupFailure({ code }: { readonly code: ErrorCode }) {
  const words = useWords();
  if (!hasOwnWords(code)) return <CodeNotice code={code} />;
  return (
    <Notice level="know" isNews>
      {words(`backups.failed.${code}`)}
    </Notice>
  );
}

function hasOwnWords(code: string): code is OwnCode {
  return Object.hasOwn(backups.failed, code);
}
