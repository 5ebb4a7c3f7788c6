import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, folderOfPart, projectRoot } from '../../../tools/build/ensure-built.ts';
import type { PartName } from '../../../tools/build/parts.ts';
import { recordersIn, type RecorderName } from '../../support/recorder-names.ts';

/** Something that a bundle may hold. */
interface Allowed {
  readonly package: string;
  /** The file of the package. */
  readonly file: string;
  readonly symbol: RecorderName;
  readonly reason: string;
}

const selfTest = 'main/windows/capture/electron-capture.ts';
const removal = 'src/base/remove-recorders.ts';

/** The self-test of the capture shield, which never runs in a call, and the names of what is taken away. */
const allowed: readonly Allowed[] = [
  ...(['desktopCapturer', 'capturePage'] as const).map((symbol) => ({
    package: 'quietroom',
    file: selfTest,
    symbol,
    reason: 'captures the screen for its own marker, and lets the picture go at once',
  })),
  ...(
    [
      'MediaRecorder',
      'ImageCapture',
      'MediaStreamTrackProcessor',
      'MediaStreamTrackGenerator',
      'VideoEncoder',
      'AudioEncoder',
      'EyeDropper',
      'captureStream',
      'getDisplayMedia',
      'webkitGetUserMedia',
    ] as const
  ).map((symbol) => ({
    package: 'quietroom',
    file: removal,
    symbol,
    reason: 'names what is removed from a page',
  })),
];

/** Which of our allowed files each part is made with. */
const parts: readonly (readonly [PartName, readonly string[]])[] = [
  ['main', [selfTest]],
  ['guest-main', [selfTest]],
  ['preload', [removal]],
  ['guest-preload', [removal]],
  ['therapist', []],
  ['guest', [removal]],
  ['guest-app', []],
];

/** What a part of these files may hold, each name as often as its files have it. */
function mayHold(files: readonly string[]): readonly RecorderName[] {
  return files.flatMap((file) => {
    const named = recordersIn(codeOf(readFileSync(join(projectRoot, file), 'utf8')));
    const symbols = allowed.filter((one) => one.file === file).map(({ symbol }) => symbol);
    return named.filter((name) => symbols.includes(name));
  });
}

/** Without comments, import lines and what only types are. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//gu, '')
    .replaceAll(/^\s*\/\/.*$/gmu, '')
    .replaceAll(/^import [\s\S]*?;$/gmu, '');
}

function textOf(part: PartName): string {
  const folder = folderOfPart(part);
  const files = globSync('**/*.{js,cjs,html}', { cwd: folder });
  expect(files.length).toBeGreaterThan(0);
  return codeOf(files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'));
}

describe('what is built', () => {
  beforeAll(async () => {
    await ensureBuilt(parts.map(([part]) => part));
  }, 300_000);

  it.each(parts)('holds no recorder but what the list lets in: %s', (part, files) => {
    expect(recordersIn(textOf(part)).toSorted()).toEqual(mayHold(files).toSorted());
  });

  it('would be seen to hold one', () => {
    expect(recordersIn('const r=new MediaRecorder(s);v.captureStream()').toSorted()).toEqual([
      'MediaRecorder',
      'captureStream',
    ]);
  });

  it('has nothing on the list that is not there', () => {
    for (const { file, symbol, reason } of allowed) {
      expect(readFileSync(join(projectRoot, file), 'utf8')).toContain(symbol);
      expect(reason).not.toBe('');
    }
  });
});

describe('the server', () => {
  it('makes no transport by which media could leave it for a recorder, and starts no other program', () => {
    const files = globSync(['server/**/*.ts', 'src/{base,contract,domain,errors}/**/*.ts'], {
      cwd: projectRoot,
    }).filter((file) => file !== removal);
    expect(files.length).toBeGreaterThan(50);
    const found = files.flatMap((file) => {
      const text = codeOf(readFileSync(join(projectRoot, file), 'utf8'));
      return recordersIn(text).map((name) => `${file}: ${name}`);
    });
    expect(found).toEqual([]);
    const starting = files.filter((file) =>
      readFileSync(join(projectRoot, file), 'utf8').includes('node:child_process'),
    );
    expect(starting).toEqual([]);
  });
});
