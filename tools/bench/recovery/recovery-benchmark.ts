import { parseArgs } from 'node:util';
import { readParts } from '../../setup/found-parts.ts';
import { launchBenchBrowser } from '../bench-browser.ts';
import { CleanUp } from '../clean-up.ts';
import { startProduct } from '../join/product/product-way.ts';
import { packageVersions } from '../package-versions.ts';
import type { BenchReport } from '../report.ts';
import { measureRecovery, type RecoverySample } from './measure-recovery.ts';
import { recoveryReport } from './recovery-report.ts';

/** `recovery [--runs N]`: a call each, in which the guest's page and then the therapist's app begin anew. */
export async function runRecoveryBenchmark(args: readonly string[]): Promise<BenchReport> {
  const runs = parseRuns(args);
  const { chromium } = readParts();
  const cleanUp = new CleanUp();
  try {
    const guests = await launchBenchBrowser(chromium);
    cleanUp.add(() => guests.browser.close());
    const product = await startProduct({ chromium, withSteps: false });
    cleanUp.add(() => product.stop());
    const samples: RecoverySample[] = [];
    for (let run = 0; run < runs; run += 1) {
      console.error(`call ${run + 1} of ${runs}`);
      samples.push(await measureRecovery(product, guests));
    }
    return recoveryReport(samples, {
      node: process.version,
      chromium: guests.browser.version(),
      ...packageVersions(['mediasoup', 'mediasoup-client', 'ts-mls']),
    });
  } finally {
    await cleanUp.run();
  }
}

/** @throws Error for a number of runs that makes no sense */
export function parseRuns(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { runs: { type: 'string', default: '10' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a count');
  return runs;
}
