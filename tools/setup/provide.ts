import { dirname } from 'node:path';
import { provideAccessibility } from './accessibility.ts';
import type { Part } from './commands.mjs';
import { provideChromium } from './chromium.ts';
import { provideCoturn } from './coturn.ts';
import { createDebianPackages } from './debian-packages.ts';
import { provideDisplay } from './display.ts';
import { createMachine } from './machine.ts';
import type { ProvidePart, SetupTools } from './part.ts';
import { provideSecretService } from './secret-service-packages.ts';
import { SetupError } from './setup-error.mjs';
import { provideWorker } from './worker/provide-worker.ts';

// Started by tools/run.mjs with the names of the parts to provide; sends back the environment in which they are found.

const parts = {
  worker: provideWorker,
  chromium: provideChromium,
  'secret-service': provideSecretService,
  display: provideDisplay,
  accessibility: provideAccessibility,
  coturn: provideCoturn,
} as const satisfies Record<Part, ProvidePart>;

function isPart(name: string): name is Part {
  return Object.hasOwn(parts, name);
}

async function main(names: readonly string[], signal: AbortSignal): Promise<void> {
  const machine = createMachine(signal);
  const root = dirname(dirname(import.meta.dirname));
  const tools: SetupTools = { machine, root, packages: createDebianPackages(machine) };
  const found: Record<string, string> = {};
  for (const name of names) {
    if (!isPart(name)) throw new Error(`set-up has no part ${name}`);
    Object.assign(found, await parts[name](tools));
    signal.throwIfAborted();
  }
  process.send?.(found);
}

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}

try {
  await main(process.argv.slice(2), stopped.signal);
} catch (error) {
  if (stopped.signal.aborted) process.stderr.write('set-up: stopped.\n');
  else if (error instanceof SetupError) process.stderr.write(`${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}
