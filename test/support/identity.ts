import { randomBytes } from 'node:crypto';
import type { Random } from '../../src/base/ports.ts';
import { generateEd25519, signEd25519, type Ed25519KeyPair } from '../../src/crypto/ed25519.ts';
import {
  encodeStatement,
  type IdentitySigner,
} from '../../src/crypto/identity/identity-statement.ts';

/** The machine's randomness. */
export const realRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

/** An identity key in memory, as a vault or a keychain would hold it. */
function signerOf(pair: Ed25519KeyPair): IdentitySigner {
  return {
    publicKey: pair.publicKey,
    sign: (statement) => Promise.resolve(signEd25519(pair.secretKey, encodeStatement(statement))),
  };
}

export function newSigner(): IdentitySigner {
  return signerOf(generateEd25519(realRandom));
}
