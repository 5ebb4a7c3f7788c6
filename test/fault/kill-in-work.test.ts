import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { lookIntoFolder } from '../../main/vault/backup/backup-folder.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import { databaseOf, publishedVault, readHeaderFile } from '../../main/vault/vault-files.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import { verifyCertificate } from '../../src/crypto/attestation/destruction-certificate.ts';
import {
  makeVaultWithNote,
  secretOf,
  storeIn,
  textOf,
  type VaultArguments,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { openedKeyrings, withRestored } from '../support/backup-world.ts';
import { giveRecoveryKey, hurriedWork } from '../support/recovery-paper.ts';
import { openForTampering } from '../support/decrypted-pages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { thrownCode } from '../support/thrown-code.ts';
import { fillRecord, recordLeft } from './support/filled-record.ts';
import { killAgain, killAtEachCall, lastSaid } from './support/kill-again.ts';
import { generationOf, secretOfKey } from './support/renewed-keys.ts';
import { reportCampaign } from './support/report-campaign.ts';

/** A fifth of what is killed while notes are saved, of each kind of work. `QUIETROOM_KILLS=1000` for a campaign. */
const kills = Math.ceil(Number(process.env['QUIETROOM_KILLS'] ?? 20) / 5);
/** Fewer of those, because each call at which one is decided is hit for certain as well. */
const renewals = Math.ceil(kills / 2);
const timeout = 3_600_000;

/** Kills at each so-manieth call; at every one in a campaign. */
const every = Number(process.env['QUIETROOM_KILL_EVERY'] ?? 12);

const script = (name: string): string => join(import.meta.dirname, `fixtures/${name}.ts`);

function use<T>(given: VaultArguments, act: (vault: OpenVault) => T): T {
  const vault = storeIn(given.dataFolder).open(secretOf(given));
  try {
    return act(vault);
  } finally {
    vault.close();
  }
}

function assertRight(vault: OpenVault): void {
  const check = vault.startCheck();
  let outcome = check.step();
  while (!outcome) outcome = check.step();
  expect(outcome.isRight).toBe(true);
}

function count(states: Record<string, number>, state: string): void {
  states[state] = (states[state] ?? 0) + 1;
}

/** What is wrong with a client who is neither there as made nor destroyed to the end; null when nothing is. */
function halfDestroyed(vault: OpenVault, clientId: ClientId): string | null {
  const destruction = vault.destructions.list().find((one) => one.clientId === clientId);
  const left = recordLeft(vault, clientId);
  if (!destruction) return left === 'whole' ? null : `${left} of whom nobody destroyed`;
  if (left !== 'nothing') return `${left} of who is destroyed`;
  return verifyCertificate(destruction.certificate ?? new Uint8Array()) ? null : 'no certificate';
}

/** How far a destruction had come, in a copy of what lies there: opening the vault itself would complete it. */
function stageOfDestruction({ dataFolder, ...given }: VaultArguments): string {
  const copy = join(temporaryFolder(), 'copy');
  cpSync(dataFolder, copy, { recursive: true });
  const files = publishedVault(copy);
  if (!existsSync(databaseOf(files, readHeaderFile(files).generation))) return 'exchanged';
  const database = openForTampering(copy, secretOf({ dataFolder, ...given }));
  try {
    const open = 'SELECT client_id FROM destructions WHERE certificate IS NULL';
    const clientId = database.prepare(open).pluck().get();
    if (clientId === undefined) return 'none under way';
    const rows = database.prepare('SELECT 1 FROM clients WHERE client_id = ?').get(clientId);
    return rows === undefined ? 'rows gone' : 'decided';
  } finally {
    database.close();
  }
}

describe('a process that is killed', () => {
  it(
    `leaves of a client all or, destroyed, nothing, ${String(kills)} times`,
    { timeout },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const bystander = newId<ClientId>(systemRandom);
      use(given, (vault) => {
        fillRecord(vault, bystander);
      });
      const stages: Record<string, number> = {};
      let destroyed = 0;
      const look = (said: readonly string[]): void => {
        count(stages, stageOfDestruction(given));
        const acknowledged = said.filter((line) => line.startsWith('destroyed '));
        destroyed += acknowledged.length;
        const made = lastSaid(said, 'made') as ClientId | null;
        use(given, (vault) => {
          // There is none in a file that was made anew.
          while (vault.search.buildOn());
          const left = acknowledged.map((line) => recordLeft(vault, line.slice(10) as ClientId));
          expect(left.filter((one) => one !== 'nothing')).toEqual([]);
          expect(made === null ? null : halfDestroyed(vault, made)).toBeNull();
          expect(recordLeft(vault, bystander)).toBe('whole');
          assertRight(vault);
        });
      };
      const killed = { script: script('client-destroyer'), args: [JSON.stringify(given)] };
      await killAgain({ ...killed, kills, withinMs: 300 }, look);
      // It has many of them, each with a process of its own.
      const seldom = every === 1 ? 1 : every * 4;
      const atCalls = await killAtEachCall({ ...killed, every: seldom }, look);
      reportCampaign('kill while destroying', { kills, atCalls, destroyed, half: 0, stages });
    },
  );

  it(`leaves an index that is built to its end, ${String(kills)} times`, { timeout }, async () => {
    const given = makeVaultWithNote(temporaryFolder());
    const clients = Array.from({ length: 40 }, () => newId<ClientId>(systemRandom));
    use(given, (vault) => {
      for (const clientId of clients) fillRecord(vault, clientId);
    });
    const stages: Record<string, number> = {};
    let saves = 0;
    const args = [JSON.stringify(given)];
    const killed = { script: script('index-builder'), args, kills, withinMs: 200 };
    await killAgain(killed, (said) => {
      const saved = Number(lastSaid(said, 'saved') ?? saves);
      use(given, (vault) => {
        count(stages, vault.search.isComplete() ? 'complete' : 'half built');
        while (vault.search.buildOn());
        const check = vault.search.startCheck();
        let outcome = check.step();
        while (!outcome) outcome = check.step();
        expect(outcome.isRight).toBe(true);
        for (const clientId of clients) expect(recordLeft(vault, clientId)).toBe('whole');
        const note = vault.notes.read(given.noteId);
        expect(note?.revision).toBeGreaterThanOrEqual(saved);
        expect(note?.text).toBe(textOf(note?.revision ?? 0));
        saves = note?.revision ?? 0;
        assertRight(vault);
      });
    });
    reportCampaign('kill while indexing', { kills, acknowledged: saves, lost: 0, stages });
    expect(saves).toBeGreaterThan(0);
  });

  it(`leaves the last backup and its keyring, ${String(kills)} times`, { timeout }, async () => {
    const given = makeVaultWithNote(temporaryFolder());
    const folder = temporaryFolder();
    let last = newId<ClientId>(systemRandom);
    const vault = storeIn(given.dataFolder).open(secretOf(given));
    vault.backups.setFolder(folder);
    const paper = giveRecoveryKey(vault);
    fillRecord(vault, last);
    await vault.backups.make(Date.UTC(2026, 0, 1), hurriedWork);
    vault.close();
    const stages: Record<string, number> = {};
    let backups = 1;
    const look = async (said: readonly string[]): Promise<void> => {
      count(stages, stageOfBackup(folder, given.dataFolder));
      backups += said.filter((line) => line.startsWith('backed-up ')).length;
      last = (lastSaid(said, 'backed-up') as ClientId | null) ?? last;
      const look = lookIntoFolder(folder);
      const found = look.state === 'there' ? look.backups : [];
      const [newest, ...earlier] = found.map(({ name }) => name);
      // Each copy of the keyring is whole, and either alone has what every backup needs.
      const revisions = openedKeyrings(folder, paper).map(({ keyring }) => keyring.revision);
      expect(revisions).toHaveLength(2);
      const needed = Math.max(...found.map(({ head }) => head?.keyringRevision ?? Infinity));
      expect(Math.min(...revisions)).toBeGreaterThanOrEqual(needed);
      if (new Set(revisions).size > 1) count(stages, 'between the two keyrings');
      await withRestored(folder, newest ?? 'none', paper, (restored) => {
        // There is no index in a backup.
        while (restored.search.buildOn());
        expect(recordLeft(restored, last)).toBe('whole');
        assertRight(restored);
      });
      // One of before as well, which the keyring of now opens.
      const before = earlier.at(-1);
      if (before !== undefined) await withRestored(folder, before, paper, assertRight);
    };
    const killed = { script: script('backup-maker'), args: [JSON.stringify(given)] };
    await killAgain({ ...killed, kills, withinMs: 400 }, look);
    const atCalls = await killAtEachCall({ ...killed, every }, look);
    const figures = { kills, atCalls, acknowledged: backups, lost: 0, stages };
    reportCampaign('kill while backing up', figures);
  });

  it(
    `leaves the old key or the new one, never both, ${String(renewals)} times`,
    { timeout },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const clientId = newId<ClientId>(systemRandom);
      use(given, (vault) => {
        fillRecord(vault, clientId);
      });
      const stages: Record<string, number> = {};
      let [saved, renewed] = [0, 0];
      const look = (said: readonly string[]): void => {
        saved = Number(lastSaid(said, 'saved') ?? saved);
        renewed = Number(lastSaid(said, 'renewed') ?? renewed);
        const generation = generationOf(given);
        count(stages, stageOfRenewal(given));
        expect(generation).toBeGreaterThanOrEqual(renewed);
        const store = storeIn(given.dataFolder);
        const vault = store.open(secretOfKey(given, generation));
        try {
          while (vault.search.buildOn());
          expect(recordLeft(vault, clientId)).toBe('whole');
          const note = vault.notes.read(given.noteId);
          expect(note?.revision).toBeGreaterThanOrEqual(saved);
          const { revision = 0 } = note ?? {};
          expect(note?.text).toBe(revision === 0 ? '' : textOf(revision));
          assertRight(vault);
        } finally {
          vault.close();
        }
        expect(namesOf(given)).toEqual(namesUnder(generation));
        for (const other of [generation - 1, generation + 1].filter((one) => one >= 0)) {
          expect(thrownCode(() => store.open(secretOfKey(given, other)))).toBe('vault-wrong-key');
        }
        renewed = generation;
      };
      const killed = { script: script('key-renewer'), args: [JSON.stringify(given)] };
      await killAgain({ ...killed, kills: renewals, withinMs: 600 }, look);
      const atCalls = await killAtEachCall({ ...killed, every }, look);
      expect(saved).toBeGreaterThan(0);
      reportCampaign('kill while renewing the key', {
        kills: renewals,
        atCalls,
        renewed,
        saved,
        lost: 0,
        stages,
      });
    },
  );
});

/** How far a renewal of the key has come. */
function stageOfRenewal(given: VaultArguments): string {
  const names = namesOf(given);
  const generation = generationOf(given);
  const own = generation === 0 ? 'vault' : `vault-${String(generation)}`;
  if (!names.includes(`${own}.db`)) return 'decided, without its name';
  if (names.some((name) => name.includes('keyring.next'))) return 'about to be decided';
  if (names.some((name) => name.includes('.next'))) return 'being copied';
  return names.length > namesUnder(generation).length ? 'old one not taken away' : 'none under way';
}

function namesOf({ dataFolder }: VaultArguments): readonly string[] {
  return readdirSync(publishedVault(dataFolder).folder)
    .filter((name) => !name.endsWith('-journal') && !name.endsWith('.header.new'))
    .toSorted();
}

function namesUnder(generation: number): readonly string[] {
  const own = generation === 0 ? 'vault' : `vault-${String(generation)}`;
  const names = ['db', 'head', 'keyring', 'keyring.2'].map((ending) => `${own}.${ending}`);
  return [...names, 'vault.header', 'vault.header.2'].toSorted();
}

/** What of a backup lies half done. */
function stageOfBackup(folder: string, dataFolder: string): string {
  const work = join(dataFolder, 'backup.work');
  const isWritten = readdirSync(folder).some((name) => name.endsWith('.part'));
  if (existsSync(join(work, 'taken-out.db'))) return 'being read back';
  if (isWritten) return 'being written';
  return existsSync(join(work, 'copy.db')) ? 'being copied' : 'none under way';
}
