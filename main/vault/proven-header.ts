import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SqlHandle } from './database/sql-handle.ts';
import { mendHeaderCopies, type HeaderCopies, type HeaderCopy } from './header/header-copies.ts';
import { bindHeaderRevision, recordHeaderRevision } from './header/header-revision.ts';
import { unwrapVaultKey, wrapOfKind } from './header/key-wrap.ts';
import { proveVaultHeader } from './header/vault-header.ts';
import { headerPathsOf, readHeaderFile, type VaultFiles } from './vault-files.ts';
import { writeHeader } from './vault-keys.ts';

/** A header that was written by somebody who held the vault key, and that key. Whoever gets it wipes it. */
export interface ProvenHeader {
  readonly header: HeaderCopy;
  readonly vaultKey: SecretBytes;
}

/**
 * Opens the header by the secret of a way, and proves it. Where the first copy turns out not to be ours, the second is looked
 * at; but a secret that the first does not know opens nothing: the second may be from before that secret was changed.
 * @throws AppError vault-wrong-key, not-found when there is no such way, vault-damaged when no copy is ours
 */
export function proveHeader(
  copies: HeaderCopies['copies'],
  way: VaultWay,
  secret: SecretBytes,
): ProvenHeader {
  const [header, other] = copies;
  const wrap = wrapOfKind(header.wraps, way);
  if (!wrap) throw new AppError('not-found', 'no such way');
  const vaultKey = unwrapVaultKey(wrap, secret, header.vaultId);
  try {
    proveVaultHeader(header, vaultKey);
    return { header, vaultKey };
  } catch (error) {
    vaultKey.wipe();
    if (!other) throw error;
    return proveHeader([other], way, secret);
  }
}

/**
 * Holds the proven header against the database, which knows the number of the last one, and makes both copies this one. When a
 * person goes on with an older one, it becomes the last one.
 * @returns the header in force, and whether both copies are it now
 * @throws AppError vault-rolled-back when it is an older one, disk-full
 */
export function bindHeader(
  { header, vaultKey }: ProvenHeader,
  files: VaultFiles,
  sql: SqlHandle,
  acceptOlder: boolean,
): { readonly header: HeaderCopy; readonly isWhole: boolean } {
  const known = bindHeaderRevision(sql, header.revision, acceptOlder);
  const paths = headerPathsOf(files);
  if (header.revision >= known) return { header, isWhole: mendHeaderCopies(paths, header) };
  writeHeader(files, { ...header, revision: known + 1 }, vaultKey);
  recordHeaderRevision(sql, known + 1);
  const written = readHeaderFile(files);
  return { header: written, isWhole: mendHeaderCopies(paths, written) };
}
