import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { slipReport } from './slip-report.ts';

// npm run verify -- FILE : checks a session slip offline, from its bytes alone. Exits with 1 when it does not hold.
const { positionals } = parseArgs({ allowPositionals: true });
const [file] = positionals;
if (file === undefined || positionals.length > 1) {
  console.error('usage: npm run verify -- FILE');
  process.exitCode = 2;
} else {
  const { isValid, text } = slipReport(new Uint8Array(readFileSync(file)));
  console.log(text);
  process.exitCode = isValid ? 0 : 1;
}
