import { parentPort } from 'node:worker_threads';
import { argon2id } from 'hash-wasm';

/** What this thread is asked: once, and then it ends, with everything that it had in memory. */
export interface PassphraseTask {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** What it answers. */
export interface DerivedKey {
  readonly key: Uint8Array;
  readonly tookMs: number;
}

parentPort?.once('message', (task: PassphraseTask) => {
  void answer(task);
});

async function answer(task: PassphraseTask): Promise<void> {
  const startedAtMs = performance.now();
  const key = await argon2id({
    password: task.passphrase,
    salt: task.salt,
    memorySize: task.memoryKiB,
    iterations: task.passes,
    parallelism: task.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  task.passphrase.fill(0);
  const derived: DerivedKey = { key, tookMs: performance.now() - startedAtMs };
  parentPort?.postMessage(derived);
}
