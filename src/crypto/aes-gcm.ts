import { concatBytes, type Bytes } from '../base/bytes.ts';
import type { Random } from '../base/ports.ts';

// AES-256-GCM with a 128-bit tag, for single messages and file chunks. Frames have their own path (sframe/).

export const aesKeySizeBytes = 32;
export const gcmNonceSizeBytes = 12;
export const gcmTagSizeBytes = 16;

/** @returns ciphertext ‖ tag */
export async function sealAesGcm(
  key: Bytes,
  nonce: Bytes,
  aad: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const cryptoKey = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const params = { name: 'AES-GCM', iv: nonce, additionalData: aad } as const;
  return new Uint8Array(await crypto.subtle.encrypt(params, cryptoKey, plaintext));
}

/** @returns null when the tag does not verify. */
export async function openAesGcm(
  key: Bytes,
  nonce: Bytes,
  aad: Bytes,
  sealed: Bytes,
): Promise<Bytes | null> {
  const cryptoKey = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const params = { name: 'AES-GCM', iv: nonce, additionalData: aad } as const;
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params, cryptoKey, sealed));
  } catch {
    return null;
  }
}

/** Seals with a random nonce in front. Only for keys that seal a handful of messages in their life. */
export async function sealWithRandomNonce(
  key: Bytes,
  aad: Bytes,
  plaintext: Bytes,
  random: Random,
): Promise<Bytes> {
  const nonce = random.bytes(gcmNonceSizeBytes);
  return concatBytes(nonce, await sealAesGcm(key, nonce, aad, plaintext));
}

/** @returns null when it is too short or does not verify. */
export async function openWithNonce(key: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes | null> {
  if (sealed.length < gcmNonceSizeBytes + gcmTagSizeBytes) return null;
  const nonce = sealed.subarray(0, gcmNonceSizeBytes);
  return openAesGcm(key, nonce, aad, sealed.subarray(gcmNonceSizeBytes));
}
