import type { BenchReport } from './report.ts';

/** What can be measured. Arguments are those after the name, without `--json FILE`. */
export interface Benchmark {
  readonly does: string;
  run(args: readonly string[]): Promise<BenchReport>;
}

/** Every benchmark there is. Each is loaded only when it runs, since some need parts that others do without. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  e2ee: {
    does: 'what sealing and opening frames costs, beside LiveKit and WebCrypto alone, and what a call pays for it',
    run: async (args) => (await import('./e2ee/e2ee-benchmark.ts')).runE2eeBenchmark(args),
  },
  join: {
    does: 'how fast a guest is in a call, and what the call costs, beside a bare mediasoup page',
    run: async (args) => (await import('./join/join-benchmark.ts')).runJoinBenchmark(args),
  },
  recovery: {
    does: 'how long a call is interrupted when a guest’s page, or the therapist’s app, begins anew',
    run: async (args) =>
      (await import('./recovery/recovery-benchmark.ts')).runRecoveryBenchmark(args),
  },
  start: {
    does: 'what a start of either packed app is made of, beside a bare window of the same Electron',
    run: async (args) => (await import('./start/start-benchmark.ts')).runStartBenchmark(args),
  },
  vault: {
    does: 'what the vault costs beside the same one unencrypted and by SQLCipher, and how long calls wait for long work',
    run: async (args) => (await import('./vault/vault-benchmark.ts')).runVaultBenchmark(args),
  },
};
