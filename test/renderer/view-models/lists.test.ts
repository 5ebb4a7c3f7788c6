import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createAppState } from '../../../renderer/view-models/app-state.ts';
import { createClientsModel } from '../../../renderer/view-models/clients-model.ts';
import { createNotesModel } from '../../../renderer/view-models/notes-model.ts';
import type { AppStatus } from '../../../src/contract/app-status.ts';
import { ids } from '../../../src/contract/ids.ts';
import { IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

function clientOf(number: number, pseudonym: string) {
  return { clientId: testId(number), pseudonym, createdAtMs: 0, lastSessionAtMs: null };
}

function fail(code: 'timeout' | 'conflict' | 'vault-locked') {
  return (): never => {
    throw new AppError(code);
  };
}

describe('the clients model', () => {
  it('reads the list when asked, and not before', async () => {
    const ipc = new FakeIpc({ 'client.list': () => ({ clients: [clientOf(1, 'Robin')] }) });
    const model = createClientsModel(ipc);
    await settle();
    expect(ipc.calls).toEqual([]);
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({
      phase: 'ready',
      clients: [{ pseudonym: 'Robin' }],
      creation: { phase: 'idle' },
    });
  });

  it('fails with the code, reads again, and keeps a list that it cannot refresh', async () => {
    const ipc = new FakeIpc({ 'client.list': fail('vault-locked') });
    const model = createClientsModel(ipc);
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
    ipc.answers['client.list'] = () => ({ clients: [clientOf(1, 'Robin')] });
    model.load();
    expect(model.state.get()).toEqual({ phase: 'loading' });
    await settle();
    ipc.answers['client.list'] = fail('timeout');
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready', clients: [{ pseudonym: 'Robin' }] });
  });

  it('shows the newest answer when an older one comes later', async () => {
    const waiting: ((clients: unknown) => void)[] = [];
    const ipc = new FakeIpc({
      'client.list': () => new Promise((resolve) => waiting.push(resolve)),
    });
    const model = createClientsModel(ipc);
    model.load();
    model.load();
    await settle();
    waiting[1]?.({ clients: [clientOf(2, 'new')] });
    await settle();
    waiting[0]?.({ clients: [clientOf(1, 'old')] });
    await settle();
    expect(model.state.get()).toMatchObject({ clients: [{ pseudonym: 'new' }] });
  });

  it('creates a client and reads the list again', async () => {
    const clients = [clientOf(1, 'Robin')];
    const ipc = new FakeIpc({
      'client.list': () => ({ clients }),
      'client.create': ({ pseudonym }) => {
        clients.unshift(clientOf(2, pseudonym));
        return clients[0];
      },
    });
    const model = createClientsModel(ipc);
    model.load();
    await settle();
    await expect(model.create('  Kim ')).resolves.toMatchObject({ pseudonym: 'Kim' });
    await settle();
    expect(model.state.get()).toMatchObject({ clients: [{ pseudonym: 'Kim' }, {}] });
  });

  it('says why a creation failed, and forgets it when told', async () => {
    const ipc = new FakeIpc({
      'client.list': () => ({ clients: [] }),
      'client.create': fail('conflict'),
    });
    const model = createClientsModel(ipc);
    model.load();
    await settle();
    await expect(model.create('Robin')).resolves.toBeNull();
    expect(model.state.get()).toMatchObject({ creation: { phase: 'failed', code: 'conflict' } });
    model.clearCreationFailure();
    expect(model.state.get()).toMatchObject({ creation: { phase: 'idle' } });
  });

  it.each(['', '   ', 'two\nlines', 'x'.repeat(81)])(
    'does not send %j as a pseudonym',
    async (pseudonym) => {
      const ipc = new FakeIpc({ 'client.list': () => ({ clients: [] }) });
      const model = createClientsModel(ipc);
      model.load();
      await settle();
      await expect(model.create(pseudonym)).resolves.toBeNull();
      expect(model.state.get()).toMatchObject({ creation: { code: 'bad-request' } });
      expect(ipc.names).toEqual(['client.list']);
    },
  );
});

describe('the notes model', () => {
  it('reads at once, fails with the code, and reads again', async () => {
    const ipc = new FakeIpc({ 'note.list': fail('timeout') });
    const model = createNotesModel(
      { ipc, clock: new FakeClock(), random: systemRandom },
      testId(1),
    );
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'timeout' });
    ipc.answers['note.list'] = () => ({ notes: [] });
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'ready', notes: [] });
    expect(ipc.calls.at(-1)).toEqual({ name: 'note.list', input: { clientId: testId(1) } });
  });

  it('begins notes, each with an id of its own, without asking for anything', async () => {
    const ipc = new FakeIpc({ 'note.list': () => ({ notes: [] }) });
    const clock = new FakeClock();
    const model = createNotesModel({ ipc, clock, random: systemRandom }, testId(1));
    await settle();
    const [first, second] = [model.begin(), model.begin()];
    expect(first.createdAtMs).toBe(clock.nowMs());
    expect(first.noteId).not.toBe(second.noteId);
    expect(ids.note.safeParse(first.noteId).success).toBe(true);
    expect(ipc.names).toEqual(['note.list']);
  });
});

describe('the app state', () => {
  const status = {
    protocol: IPC_PROTOCOL,
    host: 'preview',
    versions: { app: '1', node: '24', chromium: null, electron: null },
  } as const;
  const stateOf = (answer: AppStatus) =>
    createAppState(() => Promise.resolve(answer), IPC_PROTOCOL);

  it('is ready when both sides speak the same version', async () => {
    const state = stateOf(status);
    await settle();
    expect(state.get()).toEqual({ phase: 'ready', status });
  });

  it('asks for an update when they do not', async () => {
    const state = stateOf({ ...status, protocol: IPC_PROTOCOL + 1 });
    await settle();
    expect(state.get()).toEqual({ phase: 'failed', code: 'update-required' });
  });
});
