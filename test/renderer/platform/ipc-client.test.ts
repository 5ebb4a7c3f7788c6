import { describe, expect, it } from 'vitest';
import { findIpcBridge } from '../../../renderer/platform/ipc-bridge.ts';
import { createIpcClient } from '../../../renderer/platform/ipc-client.ts';
import { ipc, IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import type { IpcRequest } from '../../../src/contract/ipc-wire.ts';
import { limits } from '../../../src/contract/limits.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { recordingLog } from '../../support/recording-log.ts';

function setUp(answer: (request: IpcRequest) => Promise<unknown>) {
  const clock = new FakeClock();
  const log = recordingLog();
  const requests: IpcRequest[] = [];
  const listeners = new Set<(data: unknown) => void>();
  const call = (request: IpcRequest): Promise<unknown> => {
    requests.push(request);
    return answer(request);
  };
  const bridge = {
    calls: {
      'vault.status': call,
      'vault.open': call,
      'vault.verify': call,
      'client.create': call,
    },
    pushes: {
      'vault.changed': (listener: (data: unknown) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  const push = (data: unknown): void => {
    for (const listener of listeners) listener(data);
  };
  return { client: createIpcClient({ bridge, clock, log }), clock, log, requests, push };
}

const never = (): Promise<unknown> => new Promise(() => undefined);

describe('a call', () => {
  it('carries the protocol number, the channel and the data', async () => {
    const { client, requests } = setUp(() =>
      Promise.resolve({ ok: true, data: { state: 'locked' } }),
    );
    await expect(client.call('vault.status', {})).resolves.toEqual({ state: 'locked' });
    expect(requests).toEqual([{ protocol: IPC_PROTOCOL, channel: 'vault.status', data: {} }]);
  });

  it('rejects with the code that came back', async () => {
    const { client } = setUp(() => Promise.resolve({ ok: false, error: { code: 'conflict' } }));
    await expect(client.call('client.create', { pseudonym: 'Robin' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'conflict',
    });
  });

  it.each([
    ['nothing', undefined],
    ['another envelope', { data: {} }],
    ['another shape of data', { ok: true, data: { state: 'ajar' } }],
    ['extra keys', { ok: true, data: { state: 'locked', more: 1 } }],
  ])('refuses %s as an answer', async (_what, answer) => {
    const { client } = setUp(() => Promise.resolve(answer));
    await expect(client.call('vault.status', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('rejects with internal when the host itself throws', async () => {
    const { client } = setUp(() => Promise.reject(new Error('no handler for /home/somebody')));
    const error = await client.call('vault.status', {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'internal' });
    expect(String(error)).not.toContain('somebody');
  });

  it('settles with timeout when nobody answers', async () => {
    const { client, clock } = setUp(never);
    const call = client.call('vault.status', {});
    call.catch(() => undefined);
    await clock.advance(limits.requestTimeoutMs);
    await expect(call).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.pending).toBe(0);
  });

  it('gives a person the time to unlock the keychain', async () => {
    const { client, clock } = setUp(never);
    let settled = false;
    const note = (): void => {
      settled = true;
    };
    client.call('vault.open', {}).then(note, note);
    await clock.advance(60_000);
    expect(settled).toBe(false);
    await clock.advance(10 * 60_000);
    expect(settled).toBe(true);
  });

  it.each([
    'vault.create',
    'vault.open',
    'vault.check-keychain',
    'vault.set-keychain',
    'vault.set-passphrase',
    'vault.keep-recovery-key',
    'posture.read',
    'session.start',
    'capture.test',
    'backup.choose-folder',
    'restore.choose-folder',
    'download.begin',
    'export.begin',
    'audit.export',
  ] as const)('waits for %s as long as a person takes', async (name) => {
    const bridge = { calls: { [name]: never }, pushes: {} };
    const clock = new FakeClock();
    const client = createIpcClient({ bridge, clock, log: recordingLog() });
    const answer = client.call(name as 'vault.open', {});
    answer.catch(() => undefined);
    // A keychain is given two minutes, for writing and for reading back.
    await clock.advance(4 * 60_000);
    expect(clock.pending).toBe(1);
  });

  it('waits hours for a long work, which is stopped in another way', async () => {
    const { client, clock } = setUp(never);
    const verifying = client.call('vault.verify', {});
    verifying.catch(() => undefined);
    await clock.advance(5 * 60 * 60_000);
    expect(clock.pending).toBe(1);
    await clock.advance(60 * 60_000);
    await expect(verifying).rejects.toMatchObject({ code: 'timeout' });
  });

  const longWork = Object.entries(ipc).filter(
    ([, { kind, ...of }]) =>
      kind === 'call' && 'out' in of && of.out.safeParse({ outcome: 'cancelled' }).success,
  );

  it.each([...longWork.map(([name]) => name), 'vault.unlock', 'client.destroy'])(
    'waits for %s as long as it takes',
    async (name) => {
      const bridge = { calls: { [name]: never }, pushes: {} };
      const clock = new FakeClock();
      const client = createIpcClient({ bridge, clock, log: recordingLog() });
      const answer = client.call(name as 'vault.verify', {});
      answer.catch(() => undefined);
      await clock.advance(5 * 60 * 60_000);
      expect(clock.pending).toBe(1);
    },
  );

  it('says update-required when the host has no such call', async () => {
    const { client } = setUp(never);
    await expect(client.call('note.read', { noteId: testId(1) })).rejects.toMatchObject({
      code: 'update-required',
    });
  });
});

describe('a push', () => {
  it('reaches its listener, parsed, until it stops listening', () => {
    const { client, push } = setUp(never);
    const heard: string[] = [];
    const off = client.on('vault.changed', (status) => heard.push(status.state));
    push({ state: 'locked' });
    off();
    push({ state: 'absent' });
    expect(heard).toEqual(['locked']);
  });

  it('is left out and noted when it is of another shape', () => {
    const { client, push, log } = setUp(never);
    const heard: unknown[] = [];
    client.on('vault.changed', (status) => heard.push(status));
    push({ state: 'locked', secret: 1 });
    expect(heard).toEqual([]);
    expect(log.lines).toEqual([
      { level: 'error', event: 'ipc-push-unreadable', fields: { channel: 'vault.changed' } },
    ]);
  });
});

describe('the bridge', () => {
  it('is found only when it has calls and pushes that are functions', () => {
    const good = { calls: { a: () => Promise.resolve() }, pushes: {} };
    expect(findIpcBridge({ quietroom: good })).toBe(good);
    for (const bad of [undefined, null, 1, {}, { calls: {} }, { calls: { a: 1 }, pushes: {} }]) {
      expect(findIpcBridge({ quietroom: bad })).toBeNull();
    }
  });
});
