import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { precompress } from '../../../tools/build/precompress.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-precompress-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('puts both forms beside every text file, however deep', async () => {
  mkdirSync(join(folder, 'assets'));
  const script = 'let a = 1;'.repeat(100);
  writeFileSync(join(folder, 'assets/a.js'), script);
  await precompress(folder);
  expect(brotliDecompressSync(readFileSync(join(folder, 'assets/a.js.br'))).toString()).toBe(
    script,
  );
  expect(gunzipSync(readFileSync(join(folder, 'assets/a.js.gz'))).toString()).toBe(script);
});

it('leaves files alone that are compressed by nature', async () => {
  writeFileSync(join(folder, 'a.woff2'), 'x');
  await precompress(folder);
  expect(readdirSync(folder)).toEqual(['a.woff2']);
});
