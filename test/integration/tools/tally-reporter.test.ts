import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tally, tallyFileVariable } from '../../../tools/test/tally.ts';

const root = join(import.meta.dirname, '../../..');

describe('tally reporter', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quietroom-tally-test-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('counts what vitest ran, and what it could not run as failed', () => {
    const file = join(folder, 'tally.json');
    const args = [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      join(import.meta.dirname, 'fixtures/tally.config.ts'),
      '--reporter',
      join(root, 'tools/test/tally-reporter.ts'),
    ];
    const env = { ...process.env, [tallyFileVariable]: file };
    const { status } = spawnSync(process.execPath, args, { cwd: root, env });
    expect(status).toBe(1);
    const counted = tally.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(counted.passed).toBe(1);
    // The one that fails, the group whose set-up breaks, the file that does not load.
    expect(counted.failed).toBe(3);
    expect(counted.skipped).toContainEqual({ name: 'is skipped as it runs', reason: 'no camera' });
    expect(counted.skipped.map(({ reason }) => reason)).toContain('no runtime');
  });
});
