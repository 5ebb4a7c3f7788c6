import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { generateEd25519, signEd25519 } from '../../../src/crypto/ed25519.ts';
import {
  encodeStatement,
  type IdentitySigner,
} from '../../../src/crypto/identity/identity-statement.ts';
import type { IdentityStore } from './identity-store.ts';

/**
 * This device's identity towards one therapist, and towards nobody else: two therapists cannot tell that they see the
 * same person. A key that cannot be read out, kept in the browser; where WebCrypto has no Ed25519 or nothing can be
 * kept, one that lives as long as this worker.
 */
export async function openGuestIdentity(
  therapistFingerprint: Bytes,
  store: IdentityStore,
  random: Random,
): Promise<IdentitySigner> {
  try {
    return await keptIdentity(toBase64Url(therapistFingerprint), store);
  } catch {
    return passingIdentity(random);
  }
}

async function keptIdentity(name: string, store: IdentityStore): Promise<IdentitySigner> {
  const { publicKey, privateKey } = (await store.read(name)) ?? (await makeAndKeep(name, store));
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return {
    publicKey: raw,
    async sign(statement) {
      return new Uint8Array(
        await crypto.subtle.sign('Ed25519', privateKey, encodeStatement(statement)),
      );
    },
  };
}

async function makeAndKeep(name: string, store: IdentityStore): Promise<CryptoKeyPair> {
  const made = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return store.keep(name, made);
}

function passingIdentity(random: Random): IdentitySigner {
  const { publicKey, secretKey } = generateEd25519(random);
  return {
    publicKey,
    sign: (statement) => Promise.resolve(signEd25519(secretKey, encodeStatement(statement))),
  };
}
