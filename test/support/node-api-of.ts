import { execFileSync } from 'node:child_process';

/** The newest Node-API that the runtime's own Node knows. */
export function nodeApiOf(electron: string): number {
  const version = execFileSync(electron, ['-p', 'process.versions.napi'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  return Number(version.trim());
}
