import { ed25519 } from '@noble/curves/ed25519.js';
import type { Bytes } from '../base/bytes.ts';
import type { Random } from '../base/ports.ts';
import { SecretBytes } from '../base/secret-bytes.ts';

// Ed25519 (RFC 8032). Keys and signatures come from noble everywhere: the older of our runtimes has none in WebCrypto.

export const publicKeySizeBytes = 32;
export const signatureSizeBytes = 64;

/** A key pair; the secret is the 32-byte seed. */
export interface Ed25519KeyPair {
  readonly publicKey: Bytes;
  readonly secretKey: SecretBytes;
}

export function generateEd25519(random: Random): Ed25519KeyPair {
  return ed25519FromSeed(random.bytes(32));
}

/** Takes ownership of the seed. */
export function ed25519FromSeed(seed: Bytes): Ed25519KeyPair {
  return {
    publicKey: new Uint8Array(ed25519.getPublicKey(seed)),
    secretKey: new SecretBytes(seed),
  };
}

export function signEd25519(secretKey: SecretBytes, message: Uint8Array): Bytes {
  return secretKey.expose((seed) => new Uint8Array(ed25519.sign(message, seed)));
}

/**
 * Verifies strictly (RFC 8032, not ZIP 215): canonical points only, no key of small order, under which one signature
 * would fit many messages. False for anything malformed.
 */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== publicKeySizeBytes || signature.length !== signatureSizeBytes) {
    return false;
  }
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Verifies a signature; false for anything malformed. */
export type VerifyEd25519 = (
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
) => boolean | Promise<boolean>;

/**
 * The quickest way to verify: WebCrypto's, in a fifth of the time, where the runtime has it and it knows a signature of ours;
 * else noble's. Nothing passes by it that `verifyEd25519` refuses: WebCrypto compares R byte for byte and takes no s that is
 * not reduced, and whether a key may be used at all, noble says for both.
 */
export async function quickestVerifier(): Promise<VerifyEd25519> {
  const { publicKey, secretKey } = ed25519FromSeed(new Uint8Array(32));
  const signature = signEd25519(secretKey, publicKey);
  return (await verifyNatively(publicKey, publicKey, signature)) ? verifyNatively : verifyEd25519;
}

async function verifyNatively(
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  if (publicKey.length !== publicKeySizeBytes || signature.length !== signatureSizeBytes) {
    return false;
  }
  try {
    if (ed25519.Point.fromBytes(publicKey).isSmallOrder()) return false;
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, message);
  } catch {
    return false;
  }
}
