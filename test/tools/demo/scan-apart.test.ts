import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countMarkerApart } from '../../../tools/demo/scan-apart.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-scan-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('countMarkerApart', () => {
  it('counts what another process finds', async () => {
    writeFileSync(join(folder, 'one'), 'secret-word and secret-word');
    expect(await countMarkerApart('secret-word', [folder], [])).toBe(2);
  });

  it('does not take a search that failed for one that found nothing', async () => {
    await expect(countMarkerApart('word', [join(folder, 'absent')], [])).rejects.toThrow('failed');
  });
});
