import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, projectRoot } from '../../../tools/build/ensure-built.ts';
import { parts } from '../../../tools/build/parts.ts';

// tools/clear-media/no-transforms.ts leaves this on everything that a frame passes in clear.
const mark = 'quietroom-frames-in-clear';
// What leads a frame through the media worker.
const sealing = 'RTCRtpScriptTransform';

/** Everything that a part is made of, as it reaches people: unpacked where it is sent compressed. */
function contentOf(folder: string): readonly Buffer[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      if (entry.name.endsWith('.br')) return brotliDecompressSync(bytes);
      return entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    });
}

const has = (folder: string, text: string) =>
  contentOf(folder).some((content) => content.includes(text));

describe('frames in clear', () => {
  const inClear = parts.filter(({ name }) => name.endsWith('-clear-media'));
  const others = parts.filter((part) => !inClear.includes(part));
  const pages = others.filter(({ inputs }) => inputs.includes('renderer'));

  beforeAll(async () => {
    await ensureBuilt();
  }, 300_000);

  it.each(inClear)('pass in $name, which is not in dist', ({ folder }) => {
    expect(folder).not.toMatch(/^dist\//u);
    expect(has(folder, mark)).toBe(true);
    expect(has(folder, sealing)).toBe(false);
  });

  it.each(others)('have no way through $name', ({ folder }) => {
    expect(has(folder, mark)).toBe(false);
  });

  it.each(pages)('are sealed by $name', ({ folder }) => {
    expect(folder).toMatch(/^dist\//u);
    expect(has(folder, sealing)).toBe(true);
  });

  it('have no way through anything in dist', () => {
    expect(has('dist', mark)).toBe(false);
  });
});
