import { describe, expect, it } from 'vitest';
import { searchTables } from '../../../main/vault/search/search-tables.ts';
import { makeDatabase } from '../../support/vault-fixture.ts';

/** Tables whose rows an export holds, if they are of the client. A test beside this one looks at what is in it. */
const exported = [
  // Both only with a reason for opening the card.
  'card_fields',
  'card_openings',
  'clear_stretches',
  'client_phrases',
  'client_treatments',
  'clients',
  'file_parts',
  'files',
  'invites',
  'note_amendments',
  'note_revisions',
  'note_signatures',
  'notes',
  'session_devices',
  'sessions',
  'slips',
];

/** Tables with nothing of a client in them, and why. */
const ofNobody: Readonly<Record<string, string>> = {
  audit_clients: 'numbers that the access log knows clients by',
  audit_log: 'codes of what was done, which are exported by themselves',
  auto_lock: 'the therapist',
  backup_keys: 'keys',
  backup_state: 'where backups go',
  commit_key: 'a key',
  commits: 'sums of all rows',
  destructions: 'who is not there any more',
  first_run: 'whether a paper is owed',
  identity: 'the therapist',
  keyring_state: 'a number',
  last_check: 'when the vault was verified',
  posture_records: 'the computer',
  posture_required: 'the therapist',
  retention_rules: 'the practice',
  shield_rule: 'the therapist',
  server: 'the practice',
  server_keys: 'the practice',
};

/** What is made from other tables, and holds words in the clear. */
const derived = searchTables;

describe('an export', () => {
  it('knows every table of the vault: a new one is exported, or it is said here why not', () => {
    const { database } = makeDatabase();
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
      .map((row) => (row as { readonly name: string }).name);
    expect(tables.toSorted()).toEqual(
      [...exported, ...derived, ...Object.keys(ofNobody)].toSorted(),
    );
  });
});
