import { describe, expect, it } from 'vitest';
import { createMachine, findOnPath, tailOf } from '../../../tools/setup/machine.ts';
import { createFakeMachine } from './fake-machine.ts';

const node = process.execPath;

describe('running a program', { timeout: 60_000 }, () => {
  const machine = createMachine(new AbortController().signal);

  it('gives back what it wrote and how it ended', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';
    const result = await machine.run(node, ['-e', script]);
    expect(result).toMatchObject({ ok: false, exitCode: 3, stdout: 'out\n' });
    expect(result.output).toContain('err');
  });

  it('does not throw when there is no such program', async () => {
    const result = await machine.run('/nowhere/program', []);
    expect(result.ok).toBe(false);
    expect(result.output).toContain('ENOENT');
  });

  it('ends a program that takes too long', async () => {
    const result = await machine.run(node, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 300,
    });
    expect(result.ok).toBe(false);
    expect(result.output).toContain('it took too long');
  });

  it('ends its programs when it is stopped itself', async () => {
    const stop = new AbortController();
    const running = createMachine(stop.signal).run(node, ['-e', 'setInterval(() => {}, 1000)']);
    stop.abort();
    expect((await running).ok).toBe(false);
  });

  it('tells each line as it comes', async () => {
    const lines: string[] = [];
    const onLine = (line: string): void => {
      lines.push(line);
    };
    await machine.run(node, ['-e', 'console.log("one\\ntwo")'], { onLine });
    expect(lines).toEqual(['one', 'two']);
  });
});

describe('tailOf', () => {
  const result = { ok: false, exitCode: 1, stdout: '' };

  it('keeps the last lines, without the stack trace below them', () => {
    const output = 'a\n\nb\nError: c\n    at somewhere (file.js:1:2)\n';
    expect(tailOf({ ...result, output }, 2)).toBe('b\n    Error: c');
  });

  it('says so when there is nothing to quote', () => {
    expect(tailOf({ ...result, output: '\n' })).toBe('it said nothing');
  });
});

describe('findOnPath', () => {
  it('takes the first folder that has the program', () => {
    const env = { PATH: '/a:/b:/c' };
    const machine = createFakeMachine({ env, programs: ['/b/tool', '/c/tool'] });
    expect(findOnPath(machine, 'tool')).toBe('/b/tool');
    expect(findOnPath(machine, 'other')).toBeNull();
  });
});
