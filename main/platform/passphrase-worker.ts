import { parentPort } from 'node:worker_threads';
import { argon2id } from 'hash-wasm';
import { bytesForSecret, type Bytes } from '../../src/base/bytes.ts';

/** What this thread is asked: once, and then it ends, with everything that it had in memory. */
export interface PassphraseTask {
  /** This thread's own, which wipes it. */
  readonly passphrase: Bytes;
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** What it answers. */
export interface DerivedKey {
  /** Whoever gets it wipes it. */
  readonly key: Bytes;
  readonly tookMs: number;
}

parentPort?.once('message', (task: PassphraseTask) => {
  void answer(task);
});

async function answer(task: PassphraseTask): Promise<void> {
  const startedAtMs = performance.now();
  const derived = await argon2id({
    password: task.passphrase,
    salt: task.salt,
    memorySize: task.memoryKiB,
    iterations: task.passes,
    parallelism: task.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  task.passphrase.fill(0);
  const key = bytesForSecret(derived.length);
  key.set(derived);
  derived.fill(0);
  const answered: DerivedKey = { key, tookMs: performance.now() - startedAtMs };
  // Handed over, not copied.
  parentPort?.postMessage(answered, [key.buffer]);
}
