// @ts-check
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands, listCommands } from './setup/commands.mjs';
import { installProblem } from './setup/installed-packages.mjs';
import { providePinnedNode } from './setup/pinned-node.mjs';
import { SetupError } from './setup/setup-error.mjs';

// Runs one of the project's commands: sets up what it needs, then starts tools/COMMAND/command.ts under the pinned Node.
// This file and what it imports run on the machine's own Node (20 or newer) with nothing installed.

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/**
 * Runs a script under the pinned Node until it ends. `onMessage` hears what it sends over its IPC channel, if given.
 * @param {string} nodeBin
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, onMessage?: (message: unknown) => void }} options
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>}
 */
function runNode(nodeBin, args, { env, onMessage }) {
  return new Promise((resolve, reject) => {
    const child = spawn(nodeBin, args, {
      env,
      stdio: [
        'inherit',
        'inherit',
        'inherit',
        ...(onMessage ? [/** @type {const} */ ('ipc')] : []),
      ],
    });
    const stopForwarding = forwardSignals(child);
    if (onMessage) child.on('message', onMessage);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve({ code: code ?? 1, signal });
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  // Ctrl-C at a terminal reaches the whole process group by itself; a second SIGINT would look like impatience.
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/**
 * The pinned Node comes first on the PATH, so that whatever a command starts runs on it too.
 * @param {string} nodeBin
 */
function environmentFor(nodeBin) {
  // Windows spells it `Path`, and a copy of the environment minds the case.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [join(root, 'node_modules/.bin'), dirname(nodeBin), process.env[name] ?? ''];
  return { ...process.env, [name]: folders.join(delimiter) };
}

/**
 * Provides the parts that the command needs; what was found comes back as environment variables.
 * @param {string} nodeBin
 * @param {readonly string[]} parts
 * @param {NodeJS.ProcessEnv} env
 */
async function provideParts(nodeBin, parts, env) {
  if (parts.length === 0) return { end: { code: 0, signal: null }, found: {} };
  /** @type {NodeJS.ProcessEnv} */
  let found = {};
  const script = join(root, 'tools/setup/provide.ts');
  const end = await runNode(nodeBin, [script, ...parts], {
    env,
    onMessage: (message) => {
      found = /** @type {NodeJS.ProcessEnv} */ (message);
    },
  });
  return { end, found };
}

/** @param {{ code: number, signal: NodeJS.Signals | null }} end */
function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code;
}

/**
 * @param {string | undefined} name
 * @param {readonly string[]} args
 */
async function main(name, args) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined;
  if (name === undefined || !command) {
    const what = name === undefined ? 'No command given.' : `There is no command "${name}".`;
    process.stderr.write(`${what} Commands:\n${listCommands()}\n`);
    process.exitCode = 2;
    return;
  }
  const problem = installProblem(root);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return;
  }
  const nodeBin = providePinnedNode({ root, say });
  const env = environmentFor(nodeBin);
  const { end, found } = await provideParts(nodeBin, command.parts, env);
  if (end.code !== 0 || end.signal) {
    endLike(end);
    return;
  }
  const script = join(root, 'tools', name, 'command.ts');
  endLike(await runNode(nodeBin, [script, ...args], { env: { ...env, ...found } }));
}

try {
  await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
