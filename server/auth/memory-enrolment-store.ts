import type { EnrolmentStore, KeptCode } from './enrolment-store.ts';

/** Forgets everything when the server stops: for the demo and for tests. */
export class MemoryEnrolmentStore implements EnrolmentStore {
  readonly #keys = new Set<string>();
  #codes: readonly KeptCode[] = [];

  hasKey(publicKey: string): Promise<boolean> {
    return Promise.resolve(this.#keys.has(publicKey));
  }

  addKey(publicKey: string): Promise<void> {
    this.#keys.add(publicKey);
    return Promise.resolve();
  }

  codes(): Promise<readonly KeptCode[]> {
    return Promise.resolve(this.#codes);
  }

  addCode(code: KeptCode): Promise<void> {
    this.#codes = [...this.#codes, code];
    return Promise.resolve();
  }

  takeCode(code: KeptCode): Promise<boolean> {
    const before = this.#codes.length;
    this.#codes = this.#codes.filter((one) => one !== code);
    return Promise.resolve(this.#codes.length < before);
  }
}
