import { ids, type ClientId } from '../../../src/contract/ids.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { SealedPlace } from '../client-keys/sealed-value.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Losses } from './losses.ts';
import type { SalvagedRows } from './salvage-rows.ts';
import type { LostRow } from './salvage-table.ts';
import { isOpened } from './sift.ts';

// Rows whose owner's row is lost. Of whom a text is, its seal tells: it opens under the key of one client, for one note, and
// nowhere else. What the rows in between have to say is then put there as far as it is known, because without them nothing is found.

/** What stands where a name was. */
const lostName = '?';

export interface OwnersOptions {
  /** The salvaged one, which is changed. */
  readonly database: SqliteDatabase;
  readonly keys: ClientKeys;
  readonly salvaged: SalvagedRows;
  readonly losses: Losses;
}

export interface FoundOwners {
  /** Clients whose name is lost. */
  readonly nameless: ReadonlySet<ClientId>;
  /** Notes that only their seals told of: so many rows of notes that are lost are those of these. */
  readonly notesBySeal: number;
}

/** Puts in what is missing between rows and their owners. */
export function findOwners(options: OwnersOptions): FoundOwners {
  const { database } = options;
  return database.transaction(() => {
    const notesBySeal = findNotes(options);
    findSessions(options);
    return { nameless: findClients(options), notesBySeal };
  })();
}

/** Notes of which only saved texts, or what was added, are left. @returns how many only their seals told of */
function findNotes(options: OwnersOptions): number {
  const ofText = findNotesBy(options, {
    sql: `SELECT note_id AS id, min(revision) AS number, min(saved_at_ms) AS at_ms, first_line AS sealed
          FROM note_revisions`,
    placeOf: places.noteFirstLine,
  });
  const ofAmendment = findNotesBy(options, {
    sql: `SELECT note_id AS id, min(number) AS number, min(signed_at_ms) AS at_ms, text AS sealed
          FROM note_amendments`,
    placeOf: places.amendmentText,
  });
  return ofText + ofAmendment;
}

interface SealedOfNotes {
  readonly sql: string;
  readonly placeOf: typeof places.amendmentText;
}

function findNotesBy(
  { database, keys, salvaged, losses }: OwnersOptions,
  { sql, placeOf }: SealedOfNotes,
): number {
  let bySeal = 0;
  const orphans = database
    .prepare(`${sql} WHERE note_id NOT IN (SELECT note_id FROM notes) GROUP BY note_id`)
    .all() as readonly Orphan[];
  const insert = database.prepare(
    'INSERT INTO notes (note_id, client_id, session_id, created_at_ms) VALUES (?, ?, NULL, ?)',
  );
  for (const { id, number, at_ms: atMs, sealed } of orphans) {
    const known = lostRowOf(salvaged, 'notes', 'note_id', id);
    const owner =
      clientIn(known) ?? ownerOf(keys, sealed, (clientId) => placeOf(clientId, id, number));
    if (owner === null) {
      losses.unplaced += 1;
      continue;
    }
    insert.run(id, owner, known['created_at_ms'] ?? atMs);
    if (known['note_id'] === undefined) bySeal += 1;
  }
  return bySeal;
}

interface Orphan {
  readonly id: string;
  readonly number: number;
  readonly at_ms: number;
  readonly sealed: Uint8Array;
}

/** Sessions that something is still there of. */
function findSessions({ database, keys, salvaged, losses }: OwnersOptions): void {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO sessions (session_id, client_id, room_id, server_origin, started_at_ms, ended_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const put = (
    sessionId: string,
    clientId: ClientId,
    known: LostRow['known'],
    atMs: number,
  ): void => {
    const startedAtMs = known['started_at_ms'] ?? atMs;
    const roomId = known['room_id'] ?? sessionId;
    const endedAtMs = known['ended_at_ms'] ?? startedAtMs;
    insert.run(sessionId, clientId, roomId, lostName, startedAtMs, endedAtMs);
  };
  for (const { known } of lostRows(salvaged, 'sessions')) {
    const clientId = clientIn(known);
    losses.other(clientId);
    const { session_id: sessionId, started_at_ms: startedAtMs } = known;
    if (typeof sessionId !== 'string' || clientId === null) continue;
    if (typeof startedAtMs === 'number') put(sessionId, clientId, known, startedAtMs);
  }
  const slips = database
    .prepare(
      `SELECT session_id AS session, slip_id AS id, kept_at_ms AS at_ms, slip AS sealed FROM slips
       WHERE session_id NOT IN (SELECT session_id FROM sessions)`,
    )
    .all() as readonly (Omit<Orphan, 'number'> & { readonly session: string })[];
  for (const { session, id, at_ms: keptAtMs, sealed } of slips) {
    const owner = ownerOf(keys, sealed, (clientId) => places.slip(clientId, id));
    if (owner === null) losses.unplaced += 1;
    else put(session, owner, {}, keptAtMs);
  }
}

/** Clients of whom something is there, and not the row with their name. */
function findClients({ database, salvaged }: OwnersOptions): ReadonlySet<ClientId> {
  const referring = `notes sessions files client_phrases client_treatments card_fields
    card_openings`.split(/\s+/u);
  const missing = database
    .prepare(
      `SELECT DISTINCT client_id FROM (${referring.map((table) => `SELECT client_id FROM ${table}`).join(' UNION ')})
       WHERE client_id NOT IN (SELECT client_id FROM clients)`,
    )
    .pluck()
    .all();
  const insert = database.prepare(
    `INSERT INTO clients (client_id, pseudonym, pseudonym_key, created_at_ms) VALUES (?, ?, ?, ?)`,
  );
  const first = database.prepare(
    `SELECT coalesce(min(created_at_ms), 0) FROM notes WHERE client_id = ?`,
  );
  const nameless = new Set<ClientId>();
  for (const id of missing) {
    const clientId = ids.client.parse(id);
    const known = lostRowOf(salvaged, 'clients', 'client_id', clientId);
    // How it was folded for comparing is nearly the name.
    const { pseudonym_key: folded, pseudonym } = known;
    const name = typeof pseudonym === 'string' ? pseudonym : folded;
    if (typeof name !== 'string') nameless.add(clientId);
    const addedAtMs = known['created_at_ms'] ?? first.pluck().get(clientId);
    insert.run(clientId, name ?? lostName, folded ?? `${lostName} ${clientId}`, addedAtMs);
  }
  return nameless;
}

/** Whose it is, by the one key that opens it in its place. */
function ownerOf(
  keys: ClientKeys,
  sealed: Uint8Array,
  placeOf: (clientId: ClientId) => SealedPlace,
): ClientId | null {
  const clients = keys.lend((keyring) => [...keyring.keys.keys()]);
  return clients.find((clientId) => isOpened({ keys }, placeOf(clientId), sealed)) ?? null;
}

export function lostRows(salvaged: SalvagedRows, table: string): readonly LostRow[] {
  return salvaged.tables.get(table)?.lost ?? [];
}

/** What is known of a row that is lost; nothing when none of these is it. */
function lostRowOf(
  salvaged: SalvagedRows,
  table: string,
  column: string,
  value: string,
): LostRow['known'] {
  return lostRows(salvaged, table).find(({ known }) => known[column] === value)?.known ?? {};
}

/** The client that a lost row names. */
export function clientIn(known: LostRow['known']): ClientId | null {
  const parsed = ids.client.safeParse(known['client_id']);
  return parsed.success ? parsed.data : null;
}
