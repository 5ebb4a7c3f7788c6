import { describe, expect, it } from 'vitest';
import { createAccessLogModel } from '../../../renderer/view-models/access-log-model.ts';
import type { LoggedEntry } from '../../../src/contract/audit-calls.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

/** Entries from `from` down to `to`. */
function entries(from: number, to: number): readonly LoggedEntry[] {
  return Array.from({ length: from - to + 1 }, (_, index) => ({
    seq: from - index,
    atMs: 1,
    event: 'vault-opened',
    subject: 'keychain',
    clientId: null,
    outcome: 'done',
    times: 1,
  }));
}

/** A log of three entries that comes two at a time. */
function made() {
  const ipc = new FakeIpc({
    'audit.list': ({ before }) => ({
      entries: before === null ? entries(3, 2) : entries(1, 1),
      total: 3,
    }),
    'audit.export': () => ({ saved: true }),
  });
  return { ipc, model: createAccessLogModel(ipc) };
}

describe('the access log', () => {
  it('is read from its newest entries on, as far as somebody wants', async () => {
    const { model } = made();
    model.loadEarlier();
    expect(model.state.get()).toEqual({ phase: 'loading' });
    model.load();
    await settle();
    expect(model.state.get()).toEqual({
      phase: 'ready',
      entries: entries(3, 2),
      earlier: 'some',
    });
    model.loadEarlier();
    model.loadEarlier();
    expect(model.state.get()).toMatchObject({ earlier: 'loading' });
    await settle();
    expect(model.state.get()).toEqual({
      phase: 'ready',
      entries: entries(3, 1),
      earlier: 'none',
    });
  });

  it('can be empty', async () => {
    const { ipc, model } = made();
    ipc.answers['audit.list'] = () => ({ entries: [], total: 0 });
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'ready', entries: [], earlier: 'none' });
  });

  it('says why it cannot be read, until it can', async () => {
    const { ipc, model } = made();
    const { 'audit.list': list } = ipc.answers;
    ipc.answers['audit.list'] = () => {
      throw new AppError('vault-damaged');
    };
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-damaged' });
    if (list) ipc.answers['audit.list'] = list;
    model.load();
    expect(model.state.get()).toEqual({ phase: 'loading' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready' });
  });

  it('is saved once at a time, and read again after that', async () => {
    const { ipc, model } = made();
    model.export();
    model.export();
    expect(model.exporting.get()).toEqual({ phase: 'busy' });
    await settle();
    expect(model.exporting.get()).toEqual({ phase: 'done' });
    expect(ipc.names).toEqual(['audit.export', 'audit.list']);
  });

  it('says that it was not saved, and nothing when nobody wanted it any more', async () => {
    const { ipc, model } = made();
    ipc.answers['audit.export'] = () => {
      throw new AppError('disk-full');
    };
    model.export();
    await settle();
    expect(model.exporting.get()).toEqual({ phase: 'failed', code: 'disk-full' });
    ipc.answers['audit.export'] = () => ({ saved: false });
    model.export();
    await settle();
    expect(model.exporting.get()).toEqual({ phase: 'no' });
  });
});
