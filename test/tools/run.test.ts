import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

// It starts real processes, which take their time on a busy machine.
describe('tools/run.mjs', { timeout: 60_000 }, () => {
  let copy: string;

  /** A copy of the set-up with a `build` of our own, which needs no parts and so runs at once. */
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'quietroom-run-test-'));
    mkdirSync(join(copy, 'tools/build'), { recursive: true });
    cpSync(join(root, 'tools/run.mjs'), join(copy, 'tools/run.mjs'));
    cpSync(join(root, 'tools/setup'), join(copy, 'tools/setup'), { recursive: true });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  });

  afterEach(() => {
    rmSync(copy, { recursive: true });
  });

  function useCommand(source: string): void {
    mkdirSync(join(copy, 'node_modules'));
    symlinkSync(join(root, 'node_modules/node'), join(copy, 'node_modules/node'));
    writeFileSync(join(copy, 'tools/build/command.ts'), source);
  }

  function run(...args: readonly string[]) {
    const script = join(copy, 'tools/run.mjs');
    return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  }

  it('lists the commands when it gets none or one that it does not know', () => {
    for (const args of [[], ['nonsense'], ['constructor']]) {
      const { status, stderr } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toContain('Commands:\n  setup');
    }
  });

  it('says what to do when the dependencies are not installed', () => {
    const { status, stderr } = run('build');
    expect(status).toBe(1);
    expect(stderr).toBe('The dependencies are not installed: run `npm ci` first.\n');
  });

  it('says so when other dependencies are installed than the lock file has', () => {
    useCommand('');
    const lock = { packages: { 'node_modules/ws': { version: '8.0.0' } } };
    writeFileSync(join(copy, 'package-lock.json'), JSON.stringify(lock));
    writeFileSync(join(copy, 'node_modules/.package-lock.json'), JSON.stringify({ packages: {} }));
    const { status, stderr } = run('build');
    expect(status).toBe(1);
    expect(stderr).toContain('not those of package-lock.json (ws): run `npm ci`');
  });

  it('starts the command on the pinned Node, with its arguments, and ends as it does', () => {
    useCommand(`
      import { spawnSync } from 'node:child_process';
      const child = spawnSync('node', ['--version'], { encoding: 'utf8' }).stdout.trim();
      console.log(JSON.stringify([process.version, child, ...process.argv.slice(2)]));
      process.exitCode = 7;
    `);
    const { status, stdout } = run('build', '--json', 'a b');
    expect(JSON.parse(stdout)).toEqual([process.version, process.version, '--json', 'a b']);
    expect(status).toBe(7);
  });

  it('passes a signal on and ends by the same', async () => {
    useCommand(`
      process.on('SIGTERM', () => { process.kill(process.pid, 'SIGKILL'); });
      setInterval(() => undefined, 1000);
      console.log('up');
    `);
    const child = spawn(process.execPath, [join(copy, 'tools/run.mjs'), 'build'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });
});
