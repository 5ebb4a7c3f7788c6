import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// docs/e2ee.md claims for each attack which test makes it, and what people read. A claim that nothing stands behind fails here.

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

/** The test files by the names that the tables use. */
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['door', 'welcome', 'words', 'session', 'frames', 'members', 'couple', 'place'].map((name) => [
      name,
      `test/integration/e2ee/${name}.test.ts`,
    ]),
  ),
  server: 'test/src/crypto/attacks/hostile-server.test.ts',
  member: 'test/src/crypto/attacks/hostile-member.test.ts',
  therapist: 'test/src/crypto/attacks/hostile-therapist.test.ts',
  forged: 'test/src/crypto/attacks/forged-group.test.ts',
  record: 'test/src/crypto/attestation/attestation.test.ts',
  ring: 'test/src/crypto/frames/key-ring.test.ts',
  format: 'test/src/crypto/frames/frame-format.test.ts',
  header: 'test/src/crypto/sframe/header.test.ts',
  keys: 'test/src/crypto/session/session-keys.test.ts',
  beats: 'test/src/crypto/beats/beats.test.ts',
  'one-seat': 'test/renderer/media/worker/one-seat.test.ts',
  chunks: 'test/src/crypto/files/files.test.ts',
  package: 'test/src/crypto/mls/key-package.test.ts',
  files: 'test/renderer/media/worker/talk/file-attacks.test.ts',
};

const proof = read('docs/e2ee.md').split('## How it is proved')[1] ?? '';

const claimed = [...proof.matchAll(/^\|.*\| `([a-z-]+)` (.+?) *\|$/gmu)].map(
  ([, file = '', title = '']) => ({ file, title: title.replaceAll('\\|', '|') }),
);

const sentences = [...proof.matchAll(/“([^”]+)”/gu)].map(([, text = '']) =>
  text.replaceAll(/\s+/gu, ' '),
);

const english = readdirSync(`${root}renderer/i18n/en-gb`)
  .map((name) => read(`renderer/i18n/en-gb/${name}`))
  .join('\n');

describe('the tables of attacks and checks', () => {
  it('is found', () => {
    expect(claimed.length).toBeGreaterThan(70);
    expect(sentences.length).toBeGreaterThan(12);
  });

  it('names tests that there are', () => {
    const missing = claimed.filter(({ file, title }) => {
      const path = files[file];
      return path === undefined || !read(path).includes(`'${title}'`);
    });
    expect(missing).toEqual([]);
  });

  it('names files that there are', () => {
    const named = [...proof.matchAll(/^\| [^|]+ \| `([^`]+\.ts)` +\|/gmu)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(50);
    const folders = [
      'src/crypto',
      'renderer/media',
      'renderer/media/worker',
      'renderer',
      'renderer/screens',
    ];
    const missing = named.filter(
      (path) => !folders.some((one) => existsSync(`${root}${one}/${path}`)),
    );
    expect(missing).toEqual([]);
  });

  it('quotes what people read', () => {
    expect(sentences.filter((text) => !english.includes(text))).toEqual([]);
  });
});
