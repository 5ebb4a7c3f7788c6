import { createHash } from 'node:crypto';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { Clock } from '../../../src/base/ports.ts';
import { ids, type ClientId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { DestructionBody } from '../../../src/crypto/attestation/destruction-certificate.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { recordRevision } from '../client-keys/keyring-state.ts';
import type { Row } from '../database/row.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import type { Identity } from '../tables/identity-table.ts';
import { countClientRows, removeClientRows } from './client-rows.ts';

// Destroying a client, in this order, so that it can be gone on with after a crash at any moment:
//
//   1. a row says that it was decided, when, why and of how much
//   2. the keyring is written without the key, in both copies, over the old ones: from here on there is no way back
//   3. whatever else is kept of the client elsewhere is forgotten
//   4. the rows go, and the file is made anew: in one piece, or meanwhile, as for another key (services/destroy-client.ts)
//   5. the certificate is signed and kept in the row of 1, which stays: it has a random id in it and no name

/** Forgets what is kept of a client somewhere else (an index, another folder). Again changes nothing. */
export type ForgetElsewhere = (clientId: ClientId) => void;

export interface NewDestruction {
  readonly clientId: ClientId;
  /** Why it is done before the time; null when that has come. */
  readonly reason: string | null;
}

export interface Destruction {
  readonly clientId: ClientId;
  readonly begunAtMs: number;
  readonly reason: string | null;
  /** Null: it is not complete. */
  readonly certificate: Bytes | null;
}

export interface Destructions {
  /**
   * Destroys everything that is kept of a client, for good. If it fails in the middle, it is completed when the vault is
   * opened again, or by the same call. @returns the certificate @throws AppError not-found, disk-full
   */
  destroy(destruction: NewDestruction): Bytes;
  /**
   * The same up to the file, which is left to be made anew; until then `destroy` goes on with it as well, in one piece. Again goes on
   * with what failed in the middle.
   * @throws AppError not-found, disk-full
   */
  begin(destruction: NewDestruction): void;
  /** What was begun is complete: the file was made anew since, and nothing is left of the one before. @returns the certificate */
  complete(clientId: ClientId): Bytes;
  /** The newest first. */
  list(): readonly Destruction[];
}

/** The words of a client in the search index. */
export interface SearchedWords {
  /** Takes them out, in one piece. @throws AppError disk-full */
  readonly takeOut: ForgetElsewhere;
  /** Nothing is found any more, and all of it goes with the file: a new one has no index, and it is built anew. */
  readonly leaveAll: () => void;
}

export interface DestructionParts {
  readonly sql: SqlHandle;
  readonly keys: ClientKeys;
  readonly identity: Identity;
  readonly clock: Clock;
  /** Makes the file anew, so that nothing is left in it of rows that are gone. @throws AppError disk-full */
  readonly clean: () => void;
  readonly words: SearchedWords;
  readonly elsewhere: readonly ForgetElsewhere[];
  /** Whether the folder of backups still has the keyring of before, because it is away: the certificate says so. */
  readonly isBackupAway: () => boolean;
}

export function createDestructions(parts: DestructionParts): Destructions {
  const { sql, clock } = parts;
  return {
    destroy: (destruction) => {
      const { clientId } = destruction;
      decide(sql, destruction, clock.nowMs());
      return complete(parts, clientId);
    },
    begin: (destruction) => {
      const { clientId } = destruction;
      decide(sql, destruction, clock.nowMs());
      parts.keys.destroy(clientId);
      parts.words.leaveAll();
      removeRows(parts, clientId);
    },
    complete: (clientId) => {
      const row = rowOf(sql, clientId);
      return row.blobOrNull('certificate') ?? keep(parts, row, true);
    },
    list: () =>
      sql.all('SELECT * FROM destructions ORDER BY begun_at_ms DESC, rowid DESC').map((row) => ({
        clientId: idOf(row),
        begunAtMs: row.int('begun_at_ms'),
        reason: row.textOrNull('reason'),
        certificate: row.blobOrNull('certificate'),
      })),
  };
}

/**
 * Goes on with what was interrupted, and removes again whoever an older database brought back. To be called when the vault
 * is opened. `isOnlyFile`: nothing is left of a file that this one took the place of; otherwise nothing is certified yet, and the
 * mark that the file is due stays. @throws AppError disk-full
 */
export function resumeDestructions(parts: DestructionParts, isOnlyFile: boolean): void {
  const { sql, keys, clean } = parts;
  for (const row of sql.all('SELECT client_id FROM destructions WHERE certificate IS NULL')) {
    if (isOnlyFile) complete(parts, idOf(row));
    else takeAway(parts, idOf(row));
  }
  if (keys.destroyed.size === 0) return;
  const back = sql.all('SELECT client_id FROM clients').map(idOf);
  const destroyed = back.filter((clientId) => keys.destroyed.has(clientId));
  for (const clientId of destroyed) {
    parts.words.takeOut(clientId);
    removeRows(parts, clientId);
  }
  if (destroyed.length > 0 && isOnlyFile) clean();
}

/** What was decided before is gone on with, for the reason that was given then. */
function decide(sql: SqlHandle, { clientId, reason }: NewDestruction, begunAtMs: number): void {
  sql.write((write) => {
    if (write.get('SELECT 1 FROM destructions WHERE client_id = :clientId', { clientId })) return;
    if (!write.get('SELECT 1 FROM clients WHERE client_id = :clientId', { clientId })) {
      throw new AppError('not-found');
    }
    const counts = JSON.stringify(countClientRows(write, clientId));
    write.run(
      `INSERT INTO destructions (client_id, begun_at_ms, reason, counts)
       VALUES (:clientId, :begunAtMs, :reason, :counts)`,
      { clientId, begunAtMs, reason, counts },
    );
  });
}

function complete(parts: DestructionParts, clientId: ClientId): Bytes {
  const row = rowOf(parts.sql, clientId);
  const done = row.blobOrNull('certificate');
  if (done) return done;
  takeAway(parts, clientId);
  parts.clean();
  return keep(parts, row, false);
}

function takeAway(parts: DestructionParts, clientId: ClientId): void {
  // Also when it is gone already: one of the two copies may still have it.
  parts.keys.destroy(clientId);
  parts.words.takeOut(clientId);
  removeRows(parts, clientId);
}

/** `isAnew`: the file was made anew, and is not due for that any more, unless another destruction is. */
function keep(parts: DestructionParts, row: Row, isAnew: boolean): Bytes {
  const certificate = certify(parts, row);
  parts.sql.write((write) => {
    write.run('UPDATE destructions SET certificate = :certificate WHERE client_id = :clientId', {
      clientId: idOf(row),
      certificate,
    });
    const isOther = write.get('SELECT 1 FROM destructions WHERE certificate IS NULL');
    if (isAnew && !isOther) write.run('UPDATE keyring_state SET must_clean = 0');
  });
  return certificate;
}

function rowOf(sql: SqlHandle, clientId: ClientId): Row {
  const row = sql.get('SELECT * FROM destructions WHERE client_id = :clientId', { clientId });
  if (!row) throw new AppError('not-found');
  return row;
}

function removeRows({ sql, keys, elsewhere }: DestructionParts, clientId: ClientId): void {
  for (const forget of elsewhere) forget(clientId);
  sql.write((write) => {
    removeClientRows(write, clientId);
    recordRevision(write, keys);
    write.run('UPDATE keyring_state SET must_clean = 1');
  });
}

function certify({ identity, clock, isBackupAway }: DestructionParts, row: Row): Bytes {
  const begun = row.int('begun_at_ms');
  return identity.certifyDestruction({
    client: new Uint8Array(
      createHash('sha256')
        .update(decodeChecked(idOf(row)))
        .digest(),
    ),
    begun,
    // A clock that was set back in between does not make it end before it began.
    completed: Math.max(begun, clock.nowMs()),
    early: row.textOrNull('reason') !== null,
    isBackupAway: isBackupAway(),
    // Written by `begin`, in the same vault.
    counts: JSON.parse(row.text('counts')) as DestructionBody['counts'],
  });
}

function idOf(row: Row): ClientId {
  return ids.client.parse(row.text('client_id'));
}
