// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './setup-error.mjs';

// This file runs on the machine's own Node (20 or newer), before anything is provided: built-in modules only.

const hashesFile = new URL('pinned-node.json', import.meta.url);

/**
 * What to do about Node on this machine.
 * - `pinned`: use the npm package's binary, whose SHA-256 must be the one given.
 * - `own`: the npm package has no binary of this version that we could check here; the running Node will do.
 * - `none`: the same, and the running Node is another major version.
 * @typedef {{ kind: 'pinned', sha256: string } | { kind: 'own' } | { kind: 'none' }} NodeChoice
 */

/**
 * @param {{ version: string, platform: string, ownVersion: string,
 *   hashes: Readonly<Record<string, Readonly<Record<string, string>>>> }} facts
 * @returns {NodeChoice}
 */
export function chooseNode({ version, platform, ownVersion, hashes }) {
  const sha256 = hashes[version]?.[platform];
  if (sha256 !== undefined) return { kind: 'pinned', sha256 };
  return ownVersion.split('.')[0] === version.split('.')[0] ? { kind: 'own' } : { kind: 'none' };
}

/**
 * Provides the Node that scripts run on and returns the path of its binary.
 * @param {{ root: string, say: (line: string) => void }} options `root`: the project's folder
 */
export function providePinnedNode({ root, say }) {
  const version = readPinnedVersion(root);
  const platform = `${process.platform}-${process.arch}`;
  const hashes = /** @type {Record<string, Record<string, string>>} */ (
    JSON.parse(readFileSync(hashesFile, 'utf8'))
  );
  const choice = chooseNode({ version, platform, ownVersion: process.versions.node, hashes });
  if (choice.kind === 'own') return process.execPath;
  if (choice.kind === 'none') {
    throw new SetupError(`Quietroom's scripts run on Node ${version}, which is not here.`, {
      causes: [
        `no checked binary of Node ${version} is known for ${platform} (tools/setup/pinned-node.json)`,
        `the Node that runs this is ${process.versions.node}`,
      ],
      waysOut: [`install Node ${version.split('.')[0] ?? version} and run this again with it`],
    });
  }
  const binary = join(
    root,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (sha256Of(binary) !== choice.sha256) {
    say(
      `Fetching Node ${version} from npm: scripts run on this version, whatever the machine's own.`,
    );
    fetchNode(root, version);
  }
  check(binary, { version, sha256: choice.sha256 });
  return binary;
}

/** @param {string} root */
function readPinnedVersion(root) {
  const file = /** @type {{ devDependencies: { node: string } }} */ (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  );
  return file.devDependencies.node;
}

/**
 * The package's install script fetches the platform's package; it is the only one of our dependencies that may run one.
 * @param {string} root
 * @param {string} version
 */
function fetchNode(root, version) {
  // npm would take a damaged package that is there for the right one.
  rmSync(join(root, 'node_modules/node/node_modules'), { recursive: true, force: true });
  const args = ['rebuild', 'node', '--ignore-scripts=false'];
  const npm = process.env['npm_execpath'];
  const options = /** @type {const} */ ({ cwd: root, encoding: 'utf8', timeout: 300_000 });
  const result =
    npm?.endsWith('npm-cli.js') && existsSync(npm)
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status === 0) return;
  throw new SetupError(`Node ${version} could not be fetched from npm.`, {
    causes: [
      result.error?.message ??
        npmReason(`${result.stdout}\n${result.stderr}`) ??
        'npm said nothing',
    ],
    waysOut: [
      'see that the npm registry can be reached, then run `npm ci` and this command again',
      "see npm's own words: `npm rebuild node --ignore-scripts=false --foreground-scripts`",
    ],
  });
}

/**
 * Never runs a binary that is not the known one, and removes it: npm would put it on the PATH of every script.
 * @param {string} binary
 * @param {{ version: string, sha256: string }} expected
 */
function check(binary, { version, sha256 }) {
  const actual = sha256Of(binary);
  if (actual !== sha256) {
    rmSync(binary, { force: true });
    throw new SetupError(`The binary of Node ${version} from npm is not the one we know.`, {
      causes: [
        actual === null ? `${binary} is missing` : `its SHA-256 is ${actual}, expected ${sha256}`,
      ],
      waysOut: [
        'a damaged download: run `npm ci` and this command again',
        'if it happens again, do not use it, and tell the project: it may have been tampered with',
      ],
    });
  }
  const run = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const problem = run.error?.message ?? lastLines(run.stderr);
  if (problem === null && run.stdout.trim() === `v${version}`) return;
  throw new SetupError(`Node ${version} from npm does not run here.`, {
    causes: [problem ?? `it calls itself ${run.stdout.trim()}`],
    waysOut: ['use a system that Node 24 supports (Linux with glibc 2.28 or newer, for one)'],
  });
}

/** @param {string} file */
function sha256Of(file) {
  if (!existsSync(file)) return null;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * npm says first what went wrong, and at length afterwards what that led to.
 * @param {string} text
 */
function npmReason(text) {
  const lines = text.split('\n').filter((line) => /\b(?:E[A-Z]{4,}|E\d{3})\b|network/u.test(line));
  return lines.length === 0 ? lastLines(text) : lines.slice(0, 4).join('\n    ');
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? null : lines.slice(-6).join('\n    ');
}
