import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, projectRoot } from '../../../tools/build/ensure-built.ts';

/** What a browser guest's page may weigh on its way, everything included that an ordinary call loads. */
const guestPageBytes = 244_600;

const pages = ['therapist', 'guest', 'guest-app'].map((name) => ({
  name,
  folder: join(projectRoot, 'dist', name),
}));

/** The files of a page, those of its folders too. */
function filesOf(page: string): readonly string[] {
  return readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the pages as they are shipped', () => {
  beforeAll(async () => {
    await ensureBuilt();
  }, 300_000);

  it.each(pages)(
    '$name carries nothing of mediasoup-client that only other browsers run',
    ({ folder }) => {
      const scripts = filesOf(folder).filter((file) => file.endsWith('.js'));
      expect(scripts.length).toBeGreaterThan(0);
      const carried = scripts.filter((file) =>
        /FakeEventTarget|bufferedAmountLowThreshold/u.test(readFileSync(file, 'utf8')),
      );
      expect(carried).toEqual([]);
    },
  );

  it.each(pages)(
    '$name has no debugger’s log, which would show session descriptions',
    ({ folder }) => {
      const talkative = filesOf(folder)
        .filter((file) => file.endsWith('.js'))
        .filter((file) =>
          /getItem\(`debug`\)|\w\(\) (?:\||\[\w+:)/u.test(readFileSync(file, 'utf8')),
        );
      expect(talkative).toEqual([]);
    },
  );

  it.each(pages)('$name starts with less than 300 KB of script', ({ folder }) => {
    const named = readFileSync(join(folder, 'index.html'), 'utf8').matchAll(
      /assets\/[\w.-]+\.js/gu,
    );
    const files = [...new Set(Array.from(named, ([file]) => file))];
    expect(files.length).toBeGreaterThan(0);
    const bytes = files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
      0,
    );
    expect(bytes).toBeLessThan(300_000);
  });

  it('the guest’s page comes over a slow line', () => {
    const page = join(projectRoot, 'dist/guest');
    const named = [...readFileSync(join(page, 'index.html'), 'utf8').matchAll(/assets\/[\w.-]+/gu)];
    // Late, and still in every call.
    const late = /^(?:entry|late-away|late-shield|facts)-.*\.js$/u;
    const later = readdirSync(join(page, 'assets')).filter((file) => late.test(file));
    const files = ['index.html', ...named.flat(), ...later.map((file) => `assets/${file}`)];
    const bytes = files.reduce((sum, file) => sum + statSync(join(page, `${file}.br`)).size, 0);
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(bytes).toBeLessThan(guestPageBytes);
  });
});
