/** What set-up found, for the commands and tests that it starts. */
export interface FoundParts {
  /** Path of the mediasoup-worker binary; mediasoup reads the same variable by itself. */
  readonly workerBin: string;
  /** Path of a Chromium or Chrome. */
  readonly chromium: string;
}

/**
 * The parts as `tools/run.mjs` hands them down.
 * @throws Error saying how to start instead, when this process was not started by it
 */
export function readParts(env: NodeJS.ProcessEnv = process.env): FoundParts {
  return {
    workerBin: read(env, 'MEDIASOUP_WORKER_BIN'),
    chromium: read(env, 'QUIETROOM_CHROMIUM'),
  };
}

/** One of the parts, where the others are not needed. */
export function readChromium(env: NodeJS.ProcessEnv = process.env): string {
  return read(env, 'QUIETROOM_CHROMIUM');
}

function read(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(
    `${name} is not set. Start through npm, which sets it: \`npm run demo\`, or \`npm test -- FILE\` for one test.`,
  );
}
