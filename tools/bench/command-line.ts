import type { Benchmark } from './benchmarks.ts';

/** What the person asked for, or what is wrong with it. */
export type CommandLine =
  | {
      readonly benchmark: Benchmark;
      readonly jsonFile: string | null;
      readonly rest: readonly string[];
    }
  | { readonly problem: string };

/** Reads `NAME [--json FILE] [options of the benchmark]`. */
export function parseCommandLine(
  [name = '', ...args]: readonly string[],
  benchmarks: Readonly<Record<string, Benchmark>>,
): CommandLine {
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!benchmark) {
    const lines = Object.entries(benchmarks).map(([known, { does }]) => `  ${known}  ${does}`);
    const what = name === '' ? 'Say what to measure.' : `There is no benchmark "${name}".`;
    return { problem: `${what} There is:\n${lines.join('\n')}` };
  }
  const at = args.indexOf('--json');
  if (at < 0) return { benchmark, jsonFile: null, rest: args };
  const jsonFile = args[at + 1];
  if (jsonFile === undefined || jsonFile.startsWith('-')) {
    return { problem: '--json needs the file to write.' };
  }
  return { benchmark, jsonFile, rest: args.toSpliced(at, 2) };
}
