import { join } from 'node:path';
import { tailOf, type Machine, type RunResult } from '../machine.ts';
import type { Meson } from './meson.ts';

/** How often progress is reported, in percent of the files. */
const reportEveryPercent = 10;

const mesonSettings = [
  '--buildtype=release',
  '--wrap-mode=nodownload',
  '-Db_ndebug=true',
  '-Db_pie=true',
  '-Ddefault_library=static',
  // Only libc stays dynamic: the binary keeps running when the build packages are removed.
  '-Dcpp_link_args=-static-libstdc++ -static-libgcc',
] as const;

/** Reads ninja's `[12/345] …`. @returns null for other lines */
export function parseProgress(line: string): { done: number; total: number } | null {
  const match = /^\[(\d+)\/(\d+)\]/u.exec(line);
  return match ? { done: Number(match[1]), total: Number(match[2]) } : null;
}

/** Turns ninja's many lines into a few: one per tenth. */
export function createProgress(report: (line: string) => void): (line: string) => void {
  let nextPercent = reportEveryPercent;
  return (line) => {
    const progress = parseProgress(line);
    if (!progress) return;
    const percent = Math.floor((100 * progress.done) / progress.total);
    if (percent < nextPercent) return;
    nextPercent = percent - (percent % reportEveryPercent) + reportEveryPercent;
    report(`compiled ${String(progress.done)} of ${String(progress.total)} files`);
  };
}

/**
 * Compiles `folder`/worker, proves the stand-in for libsrtp, and leaves the stripped binary at `folder`/mediasoup-worker.
 * @returns why it could not, or null
 */
export async function compileWorker(
  machine: Machine,
  meson: Meson,
  { folder, jobs }: { folder: string; jobs: number },
): Promise<string | null> {
  const build = join(folder, 'build');
  const started = performance.now();
  const report = (line: string): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    machine.say(`  ${line} (${String(seconds)} s)`);
  };
  const ninja = (target: string, onLine?: (line: string) => void) =>
    machine.run('ninja', ['-C', build, '-j', String(jobs), target], onLine ? { onLine } : {});

  const setup = await meson(['setup', ...mesonSettings, build, join(folder, 'worker')]);
  if (!setup.ok) return `meson refuses the source: ${tailOf(setup, 10)}`;
  // First and apart: libwebrtc includes the generated headers without saying that it depends on them.
  const generated = await meson(['compile', '-C', build, 'flatbuffers-generator']);
  if (!generated.ok) return `flatc failed: ${tailOf(generated, 10)}`;
  const check = await ninja('subprojects/libsrtp3/srtp-check');
  if (!check.ok) return `compiling failed: ${failure(check)}`;
  const proof = await machine.run(join(build, 'subprojects/libsrtp3/srtp-check'), []);
  if (!proof.ok)
    return `encrypting media does not work with this system's libraries: ${tailOf(proof)}`;
  const compiled = await ninja('mediasoup-worker', createProgress(report));
  if (!compiled.ok) return `compiling failed: ${failure(compiled)}`;
  const stripped = ['-o', join(folder, 'mediasoup-worker'), join(build, 'mediasoup-worker')];
  const strip = await machine.run('strip', stripped);
  return strip.ok ? null : `strip failed: ${tailOf(strip)}`;
}

/** The compiler's first complaint, which is rarely at the end. */
function failure(result: RunResult): string {
  const at = result.output.indexOf('FAILED');
  if (at < 0) return tailOf(result, 10);
  return result.output.slice(at).split('\n').slice(0, 15).join('\n    ');
}
