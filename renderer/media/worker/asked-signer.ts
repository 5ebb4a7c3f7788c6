import type { Bytes } from '../../../src/base/bytes.ts';
import type {
  IdentitySigner,
  IdentityStatement,
} from '../../../src/crypto/identity/identity-statement.ts';
import type { IdentityWanted } from '../../../src/contract/media-worker.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Push } from './worker-ports.ts';

interface Waiting {
  readonly resolve: (signature: Bytes) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * The identity key stays with the main side: what it signs is asked for by its fields. The main side builds the statement
 * itself, with its own key, its own role and the room that it knows.
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
    this.#lastId += 1;
    const requestId = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
      this.#push('identity.wanted', { requestId, statement: askedFor(statement) });
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

/** The fields that the asked side does not know by itself: it knows its own key, its role and the room. */
function askedFor(statement: IdentityStatement): IdentityWanted {
  switch (statement.kind) {
    case 'credential': {
      const { claims, mlsSignatureKey } = statement;
      return { kind: 'credential', notAfterS: claims.notAfterS, mlsSignatureKey };
    }
    case 'rejoin': {
      const { challenge, keyPackageRef } = statement;
      return { kind: 'rejoin', challenge, keyPackageRef };
    }
    case 'attestation':
      return { kind: 'attestation', record: statement.record };
  }
}
