import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { VaultWay } from '../../../src/domain/vault-ways.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { u16 } from './byte-reader.ts';

// One way to the vault key: the key sealed with AES-256-GCM (NIST SP 800-38D) under a secret that lives elsewhere: random
// and in the keychain, derived from a passphrase, or derived from the printed recovery key. Each wrap opens alone.

/** Sizes in bytes. */
export const wrapSizes = { id: 16, nonce: 12, sealed: 48, key: 32, secret: 32 } as const;

/** What kinds of secret open a wrap, with their number in the header. Numbers are never reused. */
const wrapKinds: Readonly<Record<VaultWay, number>> = { keychain: 1, passphrase: 2, recovery: 3 };

export type WrapKind = VaultWay;

/** Everything about a wrap that is not secret; authenticated, so that no part can be exchanged. */
export interface WrapLabel {
  readonly kind: WrapKind;
  /** Names the wrap; for `keychain` the keychain's entry. */
  readonly id: Bytes;
  /**
   * For `keychain`: the keychain's name in UTF-8, so that a changed backend can be told from a lost entry. For the
   * others see passphrase-params.ts and recovery-params.ts.
   */
  readonly params: Bytes;
}

export interface KeyWrap extends WrapLabel {
  readonly nonce: Bytes;
  /** Vault key, encrypted, followed by the tag. */
  readonly sealed: Bytes;
}

/** The bytes of a label, as they lie in the header and as they are authenticated. */
export function encodeLabel({ kind, id, params }: WrapLabel): Bytes {
  return concatBytes(new Uint8Array([wrapKinds[kind]]), id, u16(params.length), params);
}

/** @throws AppError vault-newer */
export function wrapKindOf(number: number): WrapKind {
  for (const [kind, known] of Object.entries(wrapKinds)) {
    if (known === number && isWrapKind(kind)) return kind;
  }
  throw new AppError('vault-newer', 'kind of wrap');
}

function isWrapKind(kind: string): kind is WrapKind {
  return Object.hasOwn(wrapKinds, kind);
}

/** The wrap that a secret of this kind opens, if the vault has one. */
export function wrapOfKind(wraps: readonly KeyWrap[], kind: WrapKind): KeyWrap | undefined {
  return wraps.find((wrap) => wrap.kind === kind);
}

/** Seals the vault key. A fresh random nonce each time; a secret seals only a handful of keys in its life. */
export function wrapVaultKey(
  vaultKey: SecretBytes,
  secret: SecretBytes,
  label: WrapLabel,
  vaultId: Bytes,
  random: Random,
): KeyWrap {
  const nonce = random.bytes(wrapSizes.nonce);
  const sealed = secret.expose((secretBytes) => {
    const cipher = createCipheriv('aes-256-gcm', secretBytes, nonce);
    cipher.setAAD(associatedData(label, vaultId));
    const body = vaultKey.expose((key) => cipher.update(key));
    return concatBytes(body, cipher.final(), cipher.getAuthTag());
  });
  return { ...label, nonce, sealed };
}

/** @throws AppError vault-wrong-key when `secret` is not the one that sealed it, or anything of it was changed */
export function unwrapVaultKey(wrap: KeyWrap, secret: SecretBytes, vaultId: Bytes): SecretBytes {
  if (secret.sizeBytes !== wrapSizes.secret) throw new AppError('vault-wrong-key');
  return secret.expose((secretBytes) => {
    const decipher = createDecipheriv('aes-256-gcm', secretBytes, wrap.nonce, {
      authTagLength: wrapSizes.sealed - wrapSizes.key,
    });
    decipher.setAAD(associatedData(wrap, vaultId));
    decipher.setAuthTag(wrap.sealed.subarray(wrapSizes.key));
    // Its own bytes, not a copy of them: a copy would stay in memory when this one is wiped.
    const opened = decipher.update(wrap.sealed.subarray(0, wrapSizes.key));
    const key = new Uint8Array(opened.buffer, opened.byteOffset, opened.byteLength);
    try {
      decipher.final();
    } catch {
      key.fill(0);
      throw new AppError('vault-wrong-key');
    }
    return new SecretBytes(key);
  });
}

function associatedData(label: WrapLabel, vaultId: Bytes): Bytes {
  return concatBytes(utf8('quietroom/vault-wrap/1'), vaultId, encodeLabel(label));
}
