import type { Machine, RunResult } from '../../../tools/setup/machine.ts';

type Answer = Partial<RunResult> | undefined;

export interface FakeMachine extends Machine {
  /** Everything that was run, as one would type it. */
  readonly ran: readonly string[];
  readonly said: readonly string[];
}

/**
 * A machine of which only the given programs exist. `answer` tells how a command line ends: undefined for success
 * without a word.
 */
export function createFakeMachine({
  programs = [],
  answer = () => undefined,
  ...facts
}: Partial<Pick<Machine, 'platform' | 'arch' | 'env' | 'home' | 'userId'>> & {
  programs?: readonly string[];
  answer?: (commandLine: string) => Answer;
}): FakeMachine {
  const ran: string[] = [];
  const said: string[] = [];
  return {
    platform: 'linux',
    arch: 'x64',
    env: { PATH: '/usr/bin' },
    home: '/home/somebody',
    userId: 1000,
    signal: new AbortController().signal,
    ...facts,
    ran,
    said,
    isExecutable: (path) => programs.includes(path),
    run: (command, args) => {
      const commandLine = [command, ...args].join(' ');
      ran.push(commandLine);
      const result = answer(commandLine);
      const stdout = result?.stdout ?? '';
      return Promise.resolve({ ok: true, exitCode: 0, stdout, output: stdout, ...result });
    },
    say: (line) => {
      said.push(line);
    },
  };
}
