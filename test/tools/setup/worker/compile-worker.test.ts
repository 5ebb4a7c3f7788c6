import { describe, expect, it } from 'vitest';
import { createProgress, parseProgress } from '../../../../tools/setup/worker/compile-worker.ts';
import { isNewEnough } from '../../../../tools/setup/worker/meson.ts';

describe('progress of a build', () => {
  it('is read from ninja’s lines', () => {
    expect(parseProgress('[12/345] Compiling C++ object a.o')).toEqual({ done: 12, total: 345 });
    expect(parseProgress('warning: [12/345]')).toBeNull();
  });

  it('is reported once per tenth', () => {
    const reports: string[] = [];
    const hear = createProgress((line) => reports.push(line));
    for (let done = 1; done <= 200; done += 1) hear(`[${String(done)}/200] Compiling`);
    expect(reports).toHaveLength(10);
    expect(reports[0]).toBe('compiled 20 of 200 files');
    expect(reports.at(-1)).toBe('compiled 200 of 200 files');
  });

  it('is not reported twice for a tenth when few files make big steps', () => {
    const reports: string[] = [];
    const hear = createProgress((line) => reports.push(line));
    for (let done = 1; done <= 3; done += 1) hear(`[${String(done)}/3] Compiling`);
    expect(reports).toHaveLength(3);
  });
});

describe('isNewEnough', () => {
  it('wants meson 1.1 or newer', () => {
    expect(isNewEnough('1.1.0\n')).toBe(true);
    expect(isNewEnough('1.10.2')).toBe(true);
    expect(isNewEnough('2.0')).toBe(true);
    expect(isNewEnough('1.0.1')).toBe(false);
    expect(isNewEnough('0.64.0')).toBe(false);
    expect(isNewEnough('')).toBe(false);
  });
});
