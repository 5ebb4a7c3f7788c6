import { dirname } from 'node:path';
import { createDebianPackages } from './debian-packages.ts';
import { readParts } from './found-parts.ts';
import { createMachine } from './machine.ts';
import { SetupError } from './setup-error.mjs';
import { renewWorker } from './worker/provide-worker.ts';

// `npm run setup`: everything has been provided by the time this runs; it says what there is.

const freshWorker = '--fresh-worker';

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((argument) => argument !== freshWorker);
  if (unknown.length > 0) {
    throw new SetupError(`Set-up does not know ${unknown.join(' ')}.`, {
      causes: ['it knows one option'],
      waysOut: [`\`npm run setup -- ${freshWorker}\` fetches or builds mediasoup-worker again`],
    });
  }
  const found = readParts();
  const machine = createMachine(new AbortController().signal);
  const tools = {
    machine,
    root: dirname(dirname(import.meta.dirname)),
    packages: createDebianPackages(machine),
  };
  const workerBin = args.includes(freshWorker) ? await renewWorker(tools) : found.workerBin;
  console.log('Everything is there:');
  console.log(`  Node              ${process.version}`);
  console.log(`  mediasoup-worker  ${workerBin}`);
  console.log(`  Chromium          ${found.chromium}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
