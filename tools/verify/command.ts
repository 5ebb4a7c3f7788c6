import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditReport } from './audit-report.ts';
import { certificateReport } from './certificate-report.ts';
import { slipReport } from './slip-report.ts';

// npm run verify -- FILE : checks a session slip offline, from its bytes alone.
// npm run verify -- audit FILE [EARLIER] : the same with an exported audit log, and whether it goes on from an earlier one.
// npm run verify -- certificate FILE : the same with a certificate that a client was destroyed.
// Exits with 1 when it does not hold.

const { positionals } = parseArgs({ allowPositionals: true });
const [first, file, earlier] = positionals;
const isAudit = first === 'audit' && file !== undefined && positionals.length <= 3;
if (isAudit) {
  tell(auditReport(bytesOf(file), earlier === undefined ? undefined : bytesOf(earlier)));
} else if (first === 'certificate' && file !== undefined && positionals.length === 2) {
  tell(certificateReport(bytesOf(file)));
} else if (first !== undefined && positionals.length === 1) {
  tell(slipReport(bytesOf(first)));
} else {
  console.error(
    'usage: npm run verify -- FILE\n       npm run verify -- audit FILE [EARLIER]\n       npm run verify -- certificate FILE',
  );
  process.exitCode = 2;
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path));
}

function tell({ isValid, text }: { readonly isValid: boolean; readonly text: string }): void {
  console.log(text);
  process.exitCode = isValid ? 0 : 1;
}
