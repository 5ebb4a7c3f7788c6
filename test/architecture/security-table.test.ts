import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// docs/security.md claims by the number of a requirement which test attacks what. A claim that nothing stands behind
// fails here.

const root = fileURLToPath(new URL('../../', import.meta.url));

const chapters = readFileSync(`${root}docs/security.md`, 'utf8').split('\n## ');
const claimed = chapters
  .filter((text) => /^The (?:shell|way that media goes)\n/u.test(text))
  .join('\n');

const claims = Array.from(
  claimed.matchAll(/^\| (R-SEC-\d\d) \| .+? \| `([^`]+)` (.+?) +\|$/gmu),
  ([, id = '', file = '', title = '']) => ({ id, file: `test/${file}`, title }),
);
const rows = claimed.match(/^\| R-SEC-.*$/gmu) ?? [];

describe('the tables of what is claimed of the shell and of media', () => {
  it('is found, and every row of it is a claim with its test', () => {
    expect(claims.length).toBeGreaterThan(15);
    expect(rows).toHaveLength(claims.length);
  });

  it('names tests that there are', () => {
    const missing = claims.filter(({ file, title }) => {
      const path = `${root}${file}`;
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(`'${title}'`);
    });
    expect(missing).toEqual([]);
  });

  it.each(['01', '02', '03', '04', '05', '06', '07', '08', '10', '11', '52'])(
    'has a test for R-SEC-%s',
    (number) => {
      expect(claims.some(({ id }) => id === `R-SEC-${number}`)).toBe(true);
    },
  );
});
