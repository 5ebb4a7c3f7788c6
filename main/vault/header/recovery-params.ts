import { hkdfSync } from 'node:crypto';
import { concatBytes, type Bytes } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u48 } from './byte-reader.ts';
import { wrapSizes } from './key-wrap.ts';

// params of a recovery key's wrap: version 1 · when it was made, in milliseconds since 1970, 6

const version = 1;

export function encodeRecoveryParams(madeAtMs: number): Bytes {
  return concatBytes(new Uint8Array([version]), u48(madeAtMs));
}

/** When the key was made. @throws AppError vault-newer, vault-damaged */
export function readRecoveryParams(params: Bytes): number {
  const reader = new ByteReader(params);
  if (reader.u8() !== version) throw new AppError('vault-newer', 'recovery key');
  const madeAtMs = reader.u48();
  reader.end();
  return madeAtMs;
}

/** The secret of the wrap: HKDF-SHA-256 (RFC 5869) of the key's bytes. `wrapId` is the salt. */
export function recoverySecret(recoveryKey: SecretBytes, wrapId: Bytes): SecretBytes {
  return recoveryKey.expose(
    (bytes) =>
      new SecretBytes(
        new Uint8Array(
          hkdfSync('sha256', bytes, wrapId, 'quietroom/recovery-key/1', wrapSizes.secret),
        ),
      ),
  );
}
