import { randomBytes, scrypt } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Stanza, type Identity, type Recipient } from 'age-encryption';

// The scrypt recipient of age (C2SP.org/age, "The scrypt recipient type"). age-encryption has one too, which holds up the
// thread for a second or two; this one lets Node's own threads do it, so that a call goes on meanwhile.

const kind = 'scrypt';
const label = 'age-encryption.org/v1/scrypt';
const saltSizeBytes = 16;
/** Base-2 logarithm of the cost, as the age command has it: 256 MiB of memory, about a second. */
const ageWorkFactor = 18;
const fileKeySizeBytes = 16;
const tagSizeBytes = 16;

/** Wraps a file's key by a passphrase. It must be an encrypter's only recipient. */
export function scryptRecipient(passphrase: string, workFactor = ageWorkFactor): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const salt = randomBytes(saltSizeBytes);
      const key = await deriveKey(passphrase, salt, workFactor);
      try {
        return [new Stanza([kind, encode(salt), String(workFactor)], cipher(key).encrypt(fileKey))];
      } finally {
        key.fill(0);
      }
    },
  };
}

/** Unwraps what `scryptRecipient` wrapped; null for everything else. */
export function scryptIdentity(passphrase: string, workFactor = ageWorkFactor): Identity {
  return {
    unwrapFileKey: async (stanzas) => {
      const [stanza] = stanzas;
      if (stanzas.length !== 1 || stanza?.args[0] !== kind) return null;
      const [, encodedSalt = '', factor] = stanza.args;
      const salt = Buffer.from(encodedSalt, 'base64');
      const isOurs = salt.length === saltSizeBytes && encode(salt) === encodedSalt;
      if (!isOurs || factor !== String(workFactor)) return null;
      if (stanza.body.length !== fileKeySizeBytes + tagSizeBytes) return null;
      const key = await deriveKey(passphrase, salt, workFactor);
      try {
        return cipher(key).decrypt(stanza.body);
      } catch {
        return null;
      } finally {
        key.fill(0);
      }
    },
  };
}

/** The key is used once, so its nonce is zero. */
function cipher(key: Uint8Array): ReturnType<typeof chacha20poly1305> {
  return chacha20poly1305(key, new Uint8Array(12));
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/u, '');
}

async function deriveKey(
  passphrase: string,
  salt: Buffer,
  workFactor: number,
): Promise<Uint8Array> {
  const saltWithLabel = Buffer.concat([Buffer.from(label), salt]);
  const cost = { N: 2 ** workFactor, r: 8, p: 1, maxmem: 2 ** (workFactor + 11) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, saltWithLabel, 32, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
