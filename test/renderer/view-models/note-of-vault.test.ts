import { expect, it, onTestFinished, vi } from 'vitest';
import { createMainSide } from '../../../main/main-side.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import type { IpcClient } from '../../../renderer/platform/ipc-client.ts';
import { createNoteDesk } from '../../../renderer/view-models/note-desk.ts';
import { createNotesModel } from '../../../renderer/view-models/notes-model.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { CallName } from '../../../src/contract/contract.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../../src/contract/ipc.ts';
import { fromWireError } from '../../../src/errors/error-wire.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { testOrigin, trustedSender } from '../../support/ipc-senders.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { quickKdf } from '../../support/quick-kdf.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The page's notes over the real main side, with a vault on disk. */
async function setUp() {
  const clock = new FakeClock();
  const scope = new Scope();
  const mainSide = createMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: testOrigin,
      versions: { app: '0.1.0', node: '24', chromium: null, electron: null },
    },
    dataFolder: temporaryFolder(),
    keychain: new MemoryKeychain(),
    kdf: quickKdf(),
    save: { ask: () => Promise.resolve(null) },
    folders: { ask: () => Promise.resolve(null) },
    presetServer: null,
    clock,
    random: systemRandom,
    log: recordingLog(),
  });
  onTestFinished(async () => {
    scope.close();
    await mainSide.close();
  });
  const client: IpcClient = {
    async call<K extends CallName<Ipc>>(channel: K, data: unknown): Promise<never> {
      const request = { protocol: IPC_PROTOCOL, channel, data };
      const answer = await mainSide.handle(request, trustedSender);
      if (!answer.ok) throw fromWireError(answer.error);
      return ipc[channel].out.parse(answer.data) as never;
    },
    on: () => () => undefined,
  };
  await client.call('vault.create', {});
  const { clientId } = await client.call('client.create', { pseudonym: 'Heron' });
  const ports = { ipc: client, clock, random: systemRandom };
  const notes = createNotesModel(ports, clientId);
  return { clock, client, clientId, notes, desk: createNoteDesk({ ...ports, scope }) };
}

it('is written, signed, amended, and read as it once was; once signed it takes no word', async () => {
  const { clock, client, clientId, notes, desk } = await setUp();
  const { noteId } = notes.begin();
  const editor = desk.open(noteId, clientId);
  const phase = (): string => editor.signing.state.get().phase;
  await vi.waitFor(() => {
    expect(phase()).toBe('open');
  });
  editor.edit('Slept well.');
  await expect(editor.flush()).resolves.toBe(true);
  editor.edit('Slept badly.');
  await expect(editor.flush()).resolves.toBe(true);
  editor.signing.sign();
  await vi.waitFor(() => {
    expect(phase()).toBe('signed');
  });
  editor.signing.editAmendment('It was Tuesday.');
  await expect(editor.signing.amend()).resolves.toBe(true);

  // What it said before is there as it was.
  editor.history.open();
  await vi.waitFor(() => {
    expect(editor.history.state.get()).toMatchObject({
      phase: 'list',
      revisions: [
        { revision: 2, sizeBytes: 12 },
        { revision: 1, sizeBytes: 11 },
      ],
    });
  });
  editor.history.look(1);
  await vi.waitFor(() => {
    expect(editor.history.state.get()).toMatchObject({
      found: { phase: 'ready', text: 'Slept well.' },
    });
  });

  // The page refuses to write, and so does the vault when a page does not.
  editor.edit('Slept a little.');
  await clock.advance(5000);
  expect(editor.state.get()).toMatchObject({ text: 'Slept badly.', save: { phase: 'saved' } });
  const save = client.call('note.save', { noteId, revision: 2, text: 'Slept a little.' });
  await expect(rejectedCode(save)).resolves.toBe('note-signed');
  await expect(editor.close()).resolves.toBe(true);

  // Whoever opens it again finds it signed, with every signature checked.
  const again = desk.open(noteId);
  await vi.waitFor(() => {
    expect(again.signing.state.get()).toMatchObject({
      phase: 'signed',
      signed: { revision: 2 },
      amendments: [{ number: 1, text: 'It was Tuesday.' }],
    });
  });
});
