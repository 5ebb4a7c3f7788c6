import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { typedRecoverySecret } from '../../../../main/services/new-ways.ts';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import { unwrapVaultKey, wrapOfKind } from '../../../../main/vault/header/key-wrap.ts';
import { publishedVault, readHeaderFile } from '../../../../main/vault/vault-files.ts';
import { invariant } from '../../../../src/base/invariant.ts';
import type { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import type { MeasuredCipher } from './measured-cipher.ts';
import { chooseCipher } from './other-ciphers.ts';

/** Copies a closed vault, rows, index and keys as they are, so that its pages are encrypted in another way, or as before. */
export function copyUnder(
  cipher: MeasuredCipher,
  from: { readonly dataFolder: string; readonly recoveryKey: string },
  toDataFolder: string,
): void {
  const [source, target] = [publishedVault(from.dataFolder), publishedVault(toDataFolder)];
  mkdirSync(target.folder, { recursive: true });
  for (const name of readdirSync(source.folder)) {
    if (!name.startsWith('vault.db')) cpSync(join(source.folder, name), join(target.folder, name));
  }
  const vaultKey = vaultKeyOf(from);
  const database = openDatabase({ path: source.database, vaultKey, mustExist: true });
  // Each of them, ours too, has its pages in the order in which this writes them.
  database.prepare('VACUUM INTO ?').run(target.database);
  database.close();
  if (cipher !== 'ours') encryptAnew(target.database, vaultKey, cipher);
  vaultKey.wipe();
}

function encryptAnew(
  path: string,
  vaultKey: SecretBytes,
  cipher: Exclude<MeasuredCipher, 'ours'>,
): void {
  const database = openDatabase({ path, vaultKey, mustExist: true });
  database.pragma('synchronous = OFF');
  chooseCipher(database, cipher);
  if (cipher === 'unencrypted') database.rekey(Buffer.alloc(0));
  else {
    vaultKey.expose((key) => database.rekey(Buffer.concat([Buffer.from('raw:'), key])));
  }
  database.close();
  rmSync(`${path}-journal`, { force: true });
}

function vaultKeyOf({
  dataFolder,
  recoveryKey,
}: {
  readonly dataFolder: string;
  readonly recoveryKey: string;
}): SecretBytes {
  const { vaultId, wraps } = readHeaderFile(publishedVault(dataFolder));
  const wrap = wrapOfKind(wraps, 'recovery');
  invariant(wrap, 'a filled vault opens by its recovery key');
  const secret = typedRecoverySecret(recoveryKey, wrap);
  try {
    return unwrapVaultKey(wrap, secret, vaultId);
  } finally {
    secret.wipe();
  }
}
