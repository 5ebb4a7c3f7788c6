import { readFile } from 'node:fs/promises';
import { newEnrolmentCode } from './auth/enrolment-code.ts';
import { openEnrolment } from './auth/open-enrolment.ts';
import { parseServerConfig, type ServerConfigInput } from './config/server-config.ts';
import { createPinoLog } from './log/pino-log.ts';
import { startServer } from './start-server.ts';
import { systemClock, systemRandom } from './system-ports.ts';
import { thrownAt } from './transport/thrown-at.ts';
import type { Log } from '../src/base/ports.ts';
import { AppError } from '../src/errors/app-error.ts';

const usage = `Usage:
  node server/index.ts [CONFIG.json]         runs the server
  node server/index.ts enrol [CONFIG.json]   prints a one-time code that enrols one therapist
Without CONFIG.json, QUIETROOM_SERVER_CONFIG names the file.
`;

async function readConfig(path: string | undefined): Promise<ServerConfigInput> {
  if (path === undefined) throw new AppError('bad-request', 'no configuration file was named');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('bad-request', 'the configuration file cannot be read', { cause });
  });
  try {
    const input: unknown = JSON.parse(text);
    parseServerConfig(input);
    return input as ServerConfigInput;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('bad-request', 'the configuration file is not JSON', { cause });
  }
}

/** Runs until SIGINT or SIGTERM. Everybody in a session is told before the process ends. */
async function serve(input: ServerConfigInput): Promise<void> {
  const log = createPinoLog();
  endSilently(log);
  const stop = Promise.withResolvers<void>();
  // Before anything starts: a signal during the start must not be lost.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop.resolve();
    });
  }
  const server = await startServer({ config: input, log });
  await stop.promise;
  await server.close();
}

/** Node itself would print the message of what nobody caught, past the redactor, and messages quote anything. */
function endSilently(log: Log): void {
  process.on('uncaughtException', (thrown) => {
    log.error('process-failed', { code: AppError.from(thrown).code, where: thrownAt(thrown) });
    process.exit(1);
  });
}

/** Prints a fresh code. A server that runs on the same data folder takes it at once. */
async function enrol(input: ServerConfigInput): Promise<void> {
  const config = parseServerConfig(input);
  if (config.dataFolder === null) {
    throw new AppError('bad-request', 'enrolment codes need a dataFolder in the configuration');
  }
  const enrolment = await openEnrolment({ ...config, enrolmentCodes: [] }, systemClock);
  const code = newEnrolmentCode(systemRandom);
  await enrolment.addCode(code);
  process.stdout.write(`${code}\n`);
}

async function main([first, second]: readonly string[]): Promise<void> {
  const isEnrol = first === 'enrol';
  const path = (isEnrol ? second : first) ?? process.env['QUIETROOM_SERVER_CONFIG'];
  const input = await readConfig(path);
  await (isEnrol ? enrol(input) : serve(input));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Our own errors name fields and files, never contents; anything else stays a code.
  const { message, code } = AppError.from(error);
  process.stderr.write(code === 'bad-request' ? `${message}\n\n${usage}` : `${message}\n`);
  process.exitCode = 1;
}
