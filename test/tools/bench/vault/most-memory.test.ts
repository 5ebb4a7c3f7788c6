import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mostResidentBytes } from '../../../../tools/bench/vault/workload/most-memory.ts';

const script = join(import.meta.dirname, 'fixtures/say-memory.ts');

describe.runIf(process.platform === 'linux')('the most memory of a process', () => {
  it('is its own, and nothing of who started it', () => {
    const held = Buffer.alloc(400_000_000, 1);
    expect(mostResidentBytes()).toBeGreaterThan(held.length);
    const said = Number(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
    expect(said).toBeGreaterThan(20_000_000);
    expect(said).toBeLessThan(held.length);
  });
});
