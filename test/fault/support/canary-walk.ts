import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMainSide } from '../../../main/main-side.ts';
import { createFileSaver } from '../../../main/platform/file-saver.ts';
import { createMainLog } from '../../../main/platform/main-log.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { cardFields } from '../../../src/contract/card-calls.ts';
import type { CallInput, CallName, CallResult } from '../../../src/contract/contract.ts';
import { newId, type ClientId, type NoteId } from '../../../src/contract/ids.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../../src/contract/ipc.ts';
import { testOrigin, trustedSender } from '../../support/ipc-senders.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { quickKdf } from '../../support/quick-kdf.ts';

/** Everything that the main side does with what a therapist writes, in steps of which each takes its time. */
export interface CanaryWalk {
  readonly steps: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}

type Ask = <K extends CallName<Ipc>>(
  channel: K,
  data: CallInput<Ipc, K>,
) => Promise<CallResult<Ipc, K>>;

/** The walk of a vault below the folder, with the marker in everything that can be written. */
export function createCanaryWalk(folder: string, marker: string): CanaryWalk {
  const saved = join(folder, 'saved');
  const backups = join(folder, 'backups');
  for (const path of [saved, backups]) mkdirSync(path);
  const mainSide = createMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: testOrigin,
      versions: { app: '', node: process.versions.node, chromium: null, electron: null },
    },
    dataFolder: join(folder, 'data'),
    keychain: new MemoryKeychain(),
    kdf: quickKdf(),
    save: createFileSaver(
      (name) => Promise.resolve(join(saved, name)),
      systemRandom,
      () => Promise.resolve(),
    ),
    folders: { ask: () => Promise.resolve(backups) },
    presetServer: null,
    clock: systemClock,
    random: systemRandom,
    log: createMainLog(createWriteStream(join(folder, 'log'))),
  });
  const ask: Ask = async (channel, data) => {
    const answer = await mainSide.handle({ protocol: IPC_PROTOCOL, channel, data }, trustedSender);
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
    return ipc[channel].out.parse(answer.data) as never;
  };
  return { steps: stepsOf(ask, marker), close: () => mainSide.close() };
}

const clients = 6;
const notesOfEach = 12;

function stepsOf(ask: Ask, marker: string): CanaryWalk['steps'] {
  const people: ClientId[] = [];
  const notes: NoteId[] = [];
  let recoveryKey = '';
  const first = <T>([one]: readonly T[]): T => {
    if (one === undefined) throw new Error('the walk has not come to it yet');
    return one;
  };
  const name = (number: number): string => `${marker} ${String(number)}`;
  return {
    'first run': async () => {
      await ask('vault.create', {});
      const { groups, kitNumber } = await ask('vault.new-recovery-key', {});
      recoveryKey = groups.join(' ');
      await ask('vault.keep-recovery-key', { kitNumber });
      await ask('vault.set-passphrase', { passphrase: `${marker} as a passphrase` });
    },
    clients: async () => {
      for (let number = 0; number < clients; number += 1) {
        const { clientId } = await ask('client.create', { pseudonym: name(number) });
        people.push(clientId);
        await ask('client.set-phrase', { clientId, phrase: marker });
      }
    },
    'sealed cards': async () => {
      for (const clientId of people) {
        for (const field of cardFields) {
          await ask('card.write', { clientId, field, text: `${marker} as the ${field}` });
        }
        await ask('card.status', { clientId });
        await ask('card.open', { clientId, reason: `${marker} was the reason` });
      }
    },
    editor: async () => {
      const text = `${marker} and what else is said. `.repeat(150);
      for (const clientId of people) {
        for (let number = 0; number < notesOfEach; number += 1) {
          const noteId = newId<NoteId>(systemRandom);
          notes.push(noteId);
          const note = { noteId, clientId, sessionId: null };
          await ask('note.create', { ...note, text: `${String(number)} ${text}` });
        }
      }
    },
    'versions, signatures, amendments': async () => {
      const noteId = first(notes);
      for (let revision = 1; revision < 20; revision += 1) {
        await ask('note.save', { noteId, revision, text: `${name(revision)} `.repeat(200) });
      }
      for (const { revision } of (await ask('note.revisions', { noteId, before: null })).revisions)
        await ask('note.read-revision', { noteId, revision });
      await ask('note.sign', { noteId, revision: 20 });
      await ask('note.amend', { noteId, number: 1, text: `${marker} after all` });
      await ask('note.signed', { noteId });
    },
    files: () => keepFile(ask, first(people), marker),
    'records and lists': async () => {
      for (const clientId of people) {
        await ask('note.list', { clientId });
        await ask('file.list', { clientId });
      }
      for (const noteId of notes) await ask('note.read', { noteId });
      await ask('client.list', {});
      await ask('client.retention', {});
    },
    search: async () => {
      for (const query of [marker, marker.slice(0, 2), `"${marker} and"`, 'said', name(3)]) {
        for (let page = 0; page < 5; page += 1) await ask('search.find', { query, page });
      }
    },
    verification: async () => {
      await ask('vault.verify', {});
    },
    backup: async () => {
      await ask('backup.choose-folder', {});
      await ask('backup.make', {});
    },
    'backup tested': async () => {
      await ask('backup.test', { recoveryKey });
    },
    export: () => exportRecord(ask, first(people), marker),
    'access log': async () => {
      await ask('audit.list', { before: null });
      await ask('audit.export', {});
    },
    'new key': async () => {
      const { groups, kitNumber } = await ask('vault.new-recovery-key', {});
      await ask('vault.renew-key', { kitNumber, passphrase: `${marker} as a passphrase` });
      recoveryKey = groups.join(' ');
    },
    'lock and unlock': async () => {
      await ask('vault.lock', {});
      await ask('vault.unlock', { way: 'recovery', recoveryKey });
    },
    destruction: async () => {
      for (const [number, clientId] of people.slice(0, 3).entries()) {
        await ask('client.end-treatment', { clientId, adultInYear: null });
        const reason = `${marker} was the reason`;
        await ask('client.destroy', { clientId, pseudonym: name(number), reason });
      }
    },
  };
}

async function keepFile(ask: Ask, clientId: ClientId, marker: string): Promise<void> {
  const part = Buffer.from(`${marker} in a file. `.repeat(1000));
  const parts = 10;
  const { fileId } = await ask('file.begin', {
    clientId,
    sessionId: null,
    name: `${marker}.txt`,
    sizeBytes: parts * part.length,
  });
  const hash = createHash('sha256');
  for (let index = 0; index < parts; index += 1) {
    hash.update(part);
    await ask('file.append', { fileId, index, bytes: toBase64Url(new Uint8Array(part)) });
  }
  await ask('file.finish', { fileId, sha256: toBase64Url(new Uint8Array(hash.digest())) });
}

async function exportRecord(ask: Ask, clientId: ClientId, marker: string): Promise<void> {
  const { passphraseId } = await ask('export.new-passphrase', {});
  const lock = { kind: 'passphrase', passphraseId } as const;
  await ask('export.begin', {
    clientId,
    lock,
    leftOut: null,
    cardReason: `${marker} asked for a copy of it`,
  });
  for (;;) {
    const { phase } = await ask('export.status', {});
    if (phase === 'done') return;
    if (phase !== 'running') throw new Error(`the export is ${phase}`);
    await sleep(20);
  }
}
