import { writeFileSync } from 'node:fs';
import { benchmarks } from './benchmarks.ts';
import { parseCommandLine } from './command-line.ts';
import { reportTable } from './report-table.ts';

// `npm run bench -- NAME [--json FILE] [options]`. Exits 0 when it could measure, whatever the goals say.

const wanted = parseCommandLine(process.argv.slice(2), benchmarks);
if ('problem' in wanted) {
  console.error(wanted.problem);
  process.exitCode = 2;
} else {
  const report = await wanted.benchmark.run(wanted.rest);
  if (wanted.jsonFile !== null) {
    writeFileSync(wanted.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
  console.log(reportTable(report));
}
