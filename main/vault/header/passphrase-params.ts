import { concatBytes, type Bytes } from '../../../src/base/bytes.ts';
import { isBearable, type PassphraseCost } from '../../../src/domain/passphrase-cost.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u32 } from './byte-reader.ts';

// params of a passphrase's wrap: version 1 · memory in KiB 4 · passes 4 · lanes 1 · salt 16

const version = 1;
export const saltSizeBytes = 16;

/** How a passphrase becomes the secret of its wrap: Argon2id with these. */
export interface PassphraseParams {
  readonly cost: PassphraseCost;
  readonly salt: Bytes;
}

export function encodePassphraseParams({ cost, salt }: PassphraseParams): Bytes {
  const { memoryKiB, passes, lanes } = cost;
  const numbers = concatBytes(u32(memoryKiB), u32(passes), new Uint8Array([lanes]));
  return concatBytes(new Uint8Array([version]), numbers, salt);
}

/** @throws AppError vault-newer for another version, or for a cost that this one does not compute; vault-damaged */
export function readPassphraseParams(params: Bytes): PassphraseParams {
  const reader = new ByteReader(params);
  if (reader.u8() !== version) throw new AppError('vault-newer', 'passphrase');
  const cost = { memoryKiB: reader.u32(), passes: reader.u32(), lanes: reader.u8() };
  const salt = reader.take(saltSizeBytes);
  reader.end();
  if (!isBearable(cost)) throw new AppError('vault-newer', 'passphrase cost');
  return { cost, salt };
}
