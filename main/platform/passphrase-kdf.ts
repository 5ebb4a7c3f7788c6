import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bytesForSecret, type Bytes } from '../../src/base/bytes.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { leastCost, type PassphraseCost } from '../../src/domain/passphrase-cost.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { PassphraseKdf } from '../ports/passphrase-kdf.ts';
import type { DerivedKey, PassphraseTask } from './passphrase-worker.ts';

/** Beside this file, as source or as the bundle that the build makes of it. */
const workerFile = join(import.meta.dirname, `passphrase-worker${extname(import.meta.filename)}`);

/**
 * Argon2id in a thread of its own: half a second on the main thread would freeze a call. hash-wasm, because the Node
 * inside Electron has no Argon2, and an addon would be one more that every platform needs. A thread for each derivation,
 * so that its memory, with all that it knew, is given back at once.
 */
export function createPassphraseKdf(): PassphraseKdf {
  return {
    derive: async (passphrase, salt, cost) => {
      const { key } = await runWorker(taskOf(passphrase, salt, cost));
      return new SecretBytes(key);
    },
    measureLeastMs: async () => {
      const nobodys = new SecretBytes(new Uint8Array(16));
      const { tookMs } = await runWorker(taskOf(nobodys, new Uint8Array(16), leastCost));
      return tookMs;
    },
  };
}

function taskOf(passphrase: SecretBytes, salt: Bytes, cost: PassphraseCost): PassphraseTask {
  const copy = bytesForSecret(passphrase.sizeBytes);
  passphrase.expose((bytes) => {
    copy.set(bytes);
  });
  return { passphrase: copy, salt, ...cost };
}

async function runWorker(task: PassphraseTask): Promise<DerivedKey> {
  // None of this process's options: a test runner's hooks have no place in there.
  const worker = new Worker(workerFile, { execArgv: [], env: {}, name: 'passphrase' });
  try {
    return await new Promise<DerivedKey>((resolve, reject) => {
      worker.once('message', resolve);
      // The code only: what a library says may quote what it was given.
      worker.once('error', () => {
        reject(new AppError('internal', 'passphrase worker'));
      });
      worker.once('exit', () => {
        reject(new AppError('internal', 'passphrase worker ended'));
      });
      // Handed over, not copied: the thread wipes it.
      worker.postMessage(task, [task.passphrase.buffer]);
    });
  } finally {
    await worker.terminate();
  }
}
