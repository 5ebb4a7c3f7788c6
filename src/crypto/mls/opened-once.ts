import { equalBytes } from '../../base/bytes.ts';
import type { Suite } from './suite.ts';

/** A suite for one Welcome. */
export interface OpenedOnce {
  readonly suite: Suite;
  /** Overwrites what was opened. */
  readonly forget: () => void;
}

interface Opened {
  readonly inputs: readonly Uint8Array[];
  readonly plaintext: Uint8Array;
}

/**
 * Opens what is sealed to a key once, and gives it again when the same bytes are opened another time: the library opens a Welcome
 * by itself after we have judged it, and an X-Wing key is the dearest thing in a join. For one private key only, ours: which one
 * is asked with is not compared.
 */
export function openedOnce(suite: Suite): OpenedOnce {
  let last: Opened | null = null;
  const open: Suite['hpke']['open'] = async (key, kemOutput, ciphertext, info, aad) => {
    const inputs = [kemOutput, ciphertext, info, aad ?? new Uint8Array()];
    let opened = last;
    if (!opened || !areSame(opened.inputs, inputs)) {
      const plaintext = await suite.hpke.open(key, kemOutput, ciphertext, info, aad);
      forget();
      opened = { inputs, plaintext };
      last = opened;
    }
    // A copy: each reader overwrites its own.
    return opened.plaintext.slice();
  };
  const forget = (): void => {
    last?.plaintext.fill(0);
    last = null;
  };
  return { suite: { ...suite, hpke: { ...suite.hpke, open } }, forget };
}

function areSame(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  return some.every((bytes, at) => equalBytes(bytes, others[at] ?? new Uint8Array()));
}
