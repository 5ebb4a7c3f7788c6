import type { PreSharedKeyID } from 'ts-mls/presharedkey.js';
import type { PskIndex } from 'ts-mls/pskIndex.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { SecretBytes } from '../../base/secret-bytes.ts';
import { plainBytes } from './plain-bytes.ts';

/** A PSK for one join: it fits one KeyPackage and one nonce (e2ee.md, Joining 3). */
export interface JoinPsk {
  readonly pskId: Bytes;
  readonly pskNonce: Bytes;
  readonly secret: SecretBytes;
}

/**
 * The PSKs that the next Commit or a Welcome may use. Remembers which ones were asked for, because the library checks
 * neither that a PSK was there nor that there were no others.
 */
export class JoinPskIndex implements PskIndex {
  readonly #psks: readonly JoinPsk[];
  readonly asked: PreSharedKeyID[] = [];

  constructor(psks: readonly JoinPsk[]) {
    this.#psks = psks;
  }

  /** Called by the library. A resumption PSK, or a nonce that was not announced, is not found. */
  findPsk(id: PreSharedKeyID): Uint8Array | undefined {
    this.asked.push(id);
    if (id.psktype !== 'external') return undefined;
    const found = this.#psks.find(
      ({ pskId, pskNonce }) =>
        equalBytes(pskId, plainBytes(id.pskId)) && equalBytes(pskNonce, plainBytes(id.pskNonce)),
    );
    return found?.secret.expose((secret) => secret.slice());
  }
}
