import type { Bytes } from '../../../src/base/bytes.ts';
import type {
  IdentitySigner,
  IdentityStatement,
} from '../../../src/crypto/identity/identity-statement.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Push } from './worker-ports.ts';

interface Waiting {
  readonly resolve: (signature: Bytes) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * The therapist's identity key stays with the main side: what it signs is asked for by its fields, and only what a
 * therapist signs in a session can be asked for at all.
 */
export class AskedSigner implements IdentitySigner {
  readonly publicKey: Bytes;
  readonly #push: Push;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(publicKey: Bytes, push: Push) {
    this.publicKey = publicKey;
    this.#push = push;
  }

  sign(statement: IdentityStatement): Promise<Bytes> {
    if (statement.kind !== 'credential' || statement.claims.role !== 'therapist') {
      return Promise.reject(new AppError('internal', 'not a therapist’s statement'));
    }
    const { claims, mlsSignatureKey } = statement;
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      const { notAfterS } = claims;
      this.#push('identity.wanted', {
        requestId,
        statement: { kind: 'credential', notAfterS, mlsSignatureKey },
      });
    });
  }

  /** The answer; null when it was refused. */
  settle(requestId: number, signature: Bytes | null): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    if (signature) waiting?.resolve(signature);
    else waiting?.reject(new AppError('unauthorized', 'not signed'));
  }
}
