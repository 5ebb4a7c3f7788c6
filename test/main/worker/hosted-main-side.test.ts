import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MainSide, PresetServer } from '../../../main/main-side.ts';
import type { AskWhere } from '../../../main/platform/file-saver.ts';
import { hostMainSide } from '../../../main/worker/hosted-main-side.ts';
import type { ThreadStart } from '../../../main/worker/thread-wire.ts';
import type { CallInput, CallName, CallResult } from '../../../src/contract/contract.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { ipc, IPC_PROTOCOL, type Ipc, type VaultStatus } from '../../../src/contract/ipc.ts';
import { fromWireError } from '../../../src/errors/error-wire.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeCapture } from '../../support/fake-capture.ts';
import { FakeClipboardPort } from '../../support/fake-clipboard.ts';
import { FakePower } from '../../support/fake-power.ts';
import { testOrigin, trustedSender, untrustedSenders } from '../../support/ipc-senders.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { heldThread } from './held-thread-data.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';

const fixture = join(import.meta.dirname, 'fixtures/held-thread.ts');

interface Started {
  readonly side: MainSide;
  readonly call: <K extends CallName<Ipc>>(
    channel: K,
    data: CallInput<Ipc, K>,
  ) => Promise<CallResult<Ipc, K>>;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly pushed: VaultStatus[];
  /** What each thread was started with. */
  readonly starts: ThreadStart['after'][];
  /** Says what the thread does the next time that it asks its keychain. */
  readonly gate: (next: keyof typeof heldThread) => void;
  /** Settles when the thread stands at the gate for the `count`th time. */
  readonly atGate: (count: number) => Promise<void>;
  readonly thread: () => Worker;
}

function start(
  options: {
    readonly folder?: string;
    readonly askWhere?: AskWhere;
    readonly preset?: PresetServer;
    readonly power?: FakePower;
    readonly capture?: FakeCapture;
    readonly clipboard?: FakeClipboardPort;
  } = {},
): Started {
  const { folder = temporaryFolder(), preset = null, power, capture, clipboard } = options;
  const { askWhere = () => Promise.resolve(null) } = options;
  const shared = new SharedArrayBuffer(8);
  const word = new Int32Array(shared);
  const [clock, log] = [new FakeClock(), recordingLog()];
  const starts: ThreadStart['after'][] = [];
  const threads: Worker[] = [];
  const side = hostMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: testOrigin,
      versions: { app: '0.1.0', node: '24', chromium: null, electron: null },
    },
    dataFolder: join(folder, 'vault'),
    presetServer: preset,
    askWhere,
    ...(power && { power }),
    ...(capture && { capture }),
    ...(clipboard && { clipboard }),
    askFolder: () => Promise.resolve(null),
    clock,
    log,
    startThread: (begin) => {
      starts.push(begin.after);
      const data = { start: begin, gate: shared, keychainFolder: join(folder, 'keychain') };
      const thread = new Worker(fixture, { execArgv: [], workerData: data });
      threads.push(thread);
      return thread;
    },
  });
  const gate: Started['gate'] = (next) => {
    Atomics.store(word, 0, heldThread[next]);
    Atomics.notify(word, 0);
  };
  onTestFinished(async () => {
    gate('open');
    await side.close();
    for (const thread of threads) await thread.terminate();
  });
  const pushed: VaultStatus[] = [];
  side.onPush((channel, data) => {
    if (channel === 'vault.changed') pushed.push(ipc['vault.changed'].data.parse(data));
  });
  return {
    side,
    call: async (channel, data) => {
      const answer = await side.handle({ protocol: IPC_PROTOCOL, channel, data }, trustedSender);
      if (!answer.ok) throw fromWireError(answer.error);
      return ipc[channel].out.parse(answer.data) as never;
    },
    clock,
    log,
    pushed,
    starts,
    gate,
    atGate: async (count) => {
      while (Atomics.load(word, 1) < count) await settle();
    },
    thread: () => threads.at(-1) as Worker,
  };
}

async function startWithNote(): Promise<Started & { readonly noteId: string }> {
  const started = start();
  await started.call('vault.create', {});
  const { clientId } = await started.call('client.create', { pseudonym: 'Grey Heron' });
  const noteId = testId<NoteId>(7);
  const note = { noteId, clientId, sessionId: null };
  await started.call('note.create', { ...note, text: 'Slept well.' });
  return { ...started, noteId };
}

async function untilPushed({ pushed }: Started, state: VaultStatus['state']): Promise<void> {
  while (pushed.at(-1)?.state !== state) await settle();
}

describe('the main side in a thread', () => {
  it('is the main side: calls, pushes, the server and its log come through', async () => {
    const folder = temporaryFolder();
    const first = start({ folder });
    const heard: (string | null)[] = [];
    first.side.onAllowedServerOrigin((origin) => heard.push(origin));
    expect(await first.call('app.status', {})).toMatchObject({ host: 'preview' });
    expect(await first.call('vault.create', {})).toMatchObject({ state: 'open' });
    expect(first.pushed).toMatchObject([{ state: 'open' }]);
    await first.call('server.set', { origin: 'https://rooms.example' });
    // Known when the call is answered: the page that asked is loaded again before it hears of it.
    expect(heard).toEqual(['https://rooms.example']);
    expect(first.side.allowedServerOrigin()).toBe('https://rooms.example');
    expect(await rejectedCode(first.call('server.set', { origin: 'ftp://x' }))).toBe('bad-request');
    const line = { level: 'info', event: 'vault-state', fields: { state: 'open' } };
    expect(first.log.lines).toContainEqual(line);
    await first.side.close();
    await first.side.close();
    expect(await rejectedCode(first.call('app.status', {}))).toBe('internal');

    // Closed for good: another one in this very process gets the vault's lock.
    const second = start({ folder });
    expect(await second.call('vault.open', {})).toMatchObject({ state: 'open' });
  });

  it('does what was asked before it was closed', async () => {
    const folder = temporaryFolder();
    const first = start({ folder });
    await first.call('vault.create', {});
    const asked = first.call('client.create', { pseudonym: 'Last word' });
    await first.side.close();
    expect(await asked).toMatchObject({ pseudonym: 'Last word' });
    const second = start({ folder });
    await second.call('vault.open', {});
    expect((await second.call('client.list', {})).clients).toHaveLength(1);
  });

  it('knows a preset server before the thread says anything', () => {
    const preset = { origin: 'http://127.0.0.1:4400', enrolmentCode: 'code-12345' };
    expect(start({ preset }).side.allowedServerOrigin()).toBe(preset.origin);
  });

  it('saves a file where the shell was told', async () => {
    const folder = temporaryFolder();
    const asked: string[] = [];
    const { call } = start({
      askWhere: (name) => Promise.resolve(asked.push(name) === 1 ? join(folder, 'mine.txt') : null),
    });
    const file = { name: 'letter.txt', sizeBytes: 5 };
    const { downloadId } = await call('download.begin', file);
    if (downloadId === null) throw new Error('declined');
    await call('download.append', { downloadId, index: 0, bytes: toBase64Url(utf8('words')) });
    await call('download.finish', { downloadId });
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('words');
    expect(await call('download.begin', file)).toEqual({ downloadId: null });
    expect(asked).toEqual(['letter.txt', 'letter.txt']);
  });

  it('declines to save when the dialog fails', async () => {
    const { call } = start({ askWhere: () => Promise.reject(new Error('no display')) });
    const file = { name: 'letter.txt', sizeBytes: 5 };
    expect(await call('download.begin', file)).toEqual({ downloadId: null });
  });

  it('refuses what cannot be copied, and goes on', async () => {
    const { side, call } = start();
    const request = { protocol: IPC_PROTOCOL, channel: 'app.status', data: () => 1 };
    expect(await side.handle(request, trustedSender)).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(await call('vault.status', {})).toEqual({ state: 'absent' });
  });
});

describe('a thread that is held up', () => {
  /** A vault whose thread stands still in the middle of opening it. */
  async function held(): Promise<Started & { readonly opening: Promise<VaultStatus> }> {
    const started = start();
    await started.call('vault.create', {});
    await started.call('vault.lock', {});
    started.gate('held');
    const opening = started.call('vault.open', {});
    // What becomes of it is looked at later, if at all.
    opening.catch(() => undefined);
    await started.atGate(2);
    return { ...started, opening };
  }

  it('holds nothing up here: only what happens here lets it go on', async () => {
    const { opening, gate } = await held();
    let isOver = false;
    void opening.then(() => {
      isOver = true;
    });
    // Were the two one thread, none of these turns would come, and nobody would open the gate.
    for (let turn = 0; turn < 50; turn += 1) await settle();
    expect(isOver).toBe(false);
    gate('open');
    expect(await opening).toMatchObject({ state: 'open' });
  });

  it('is not needed to refuse a stranger', async () => {
    const { side, log } = await held();
    for (const [, sender] of untrustedSenders) {
      const request = { protocol: IPC_PROTOCOL, channel: 'vault.lock', data: {} };
      expect(await side.handle(request, sender)).toEqual({
        ok: false,
        error: { code: 'forbidden-sender' },
      });
    }
    const line = { level: 'warn', event: 'ipc-refused', fields: { code: 'forbidden-sender' } };
    expect(log.lines.filter(({ event }) => event === 'ipc-refused')).toEqual(
      untrustedSenders.map(() => line),
    );
  });

  it('is not waited for without end when the app ends', async () => {
    const { side, clock, opening, log } = await held();
    const closing = side.close();
    await clock.advance(14_999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    await closing;
    expect(await rejectedCode(opening)).toBe('vault-locked');
    expect(log.lines.at(-1)?.event).toBe('thread-close-late');
  });
});

describe('a thread that ends in the middle', () => {
  it.each(['dies', 'throws'] as const)(
    'that %s is followed by one with every acknowledged note',
    async (how) => {
      const started = await startWithNote();
      const { call, gate, pushed, starts, log, side, noteId } = started;
      await call('server.set', { origin: 'https://rooms.example' });
      await call('vault.lock', {});
      await call('vault.open', {});
      // The keychain is asked again when the vault's only way is made anew.
      gate(how);
      pushed.length = 0;
      const underWay = call('vault.set-keychain', {});
      expect(await rejectedCode(underWay)).toBe('internal');
      gate('open');
      expect(pushed[0]).toEqual({ state: 'needs-help', problem: 'internal' });
      expect(side.allowedServerOrigin()).toBeNull();
      expect(starts).toEqual([null, { wasOpen: true }]);
      // It opens again by itself, because it was open.
      await untilPushed(started, 'open');
      expect(side.allowedServerOrigin()).toBe('https://rooms.example');
      expect(await call('note.read', { noteId })).toMatchObject({ text: 'Slept well.' });
      expect(log.lines.map(({ event }) => event)).toContain('thread-ended');
      expect(JSON.stringify(log.lines)).not.toContain('words of a note');
    },
  );

  it('stays shut, and says why, when it was shut before', async () => {
    const started = await startWithNote();
    const { call, starts, thread, noteId } = started;
    await call('vault.lock', {});
    await thread().terminate();
    expect(starts).toEqual([null, { wasOpen: false }]);
    const problem = { state: 'needs-help', problem: 'internal' };
    expect(await call('vault.status', {})).toEqual(problem);
    expect(await rejectedCode(call('note.read', { noteId }))).toBe('vault-locked');
    expect(await call('vault.open', {})).toMatchObject({ state: 'open' });
  });

  it('is absent when there was no vault', async () => {
    const { call, thread } = start();
    await call('vault.status', {});
    await thread().terminate();
    expect(await call('vault.status', {})).toEqual({ state: 'absent' });
  });

  it('is not started over and over, but again after a rest, when somebody asks', async () => {
    const { call, clock, starts, thread } = start();
    await call('vault.status', {});
    await thread().terminate();
    await call('vault.status', {});
    await thread().terminate();
    expect(await rejectedCode(call('vault.status', {}))).toBe('internal');
    await clock.advance(9_999);
    expect(await rejectedCode(call('vault.status', {}))).toBe('internal');
    expect(starts).toHaveLength(2);
    await clock.advance(1);
    expect(await call('vault.status', {})).toEqual({ state: 'absent' });
    expect(starts).toHaveLength(3);
  });

  it('leaves nothing to wait for when the app ends at that moment', async () => {
    const { side, call, thread, gate, atGate } = await startWithNote();
    await call('vault.lock', {});
    gate('held');
    const opening = rejectedCode(call('vault.open', {}));
    await atGate(2);
    const closing = side.close();
    await thread().terminate();
    await closing;
    expect(await opening).toBe('internal');
  });
});

describe('a machine whose person turns away', () => {
  async function startOpen() {
    const power = new FakePower();
    const started = start({ power });
    await started.call('vault.create', {});
    return { ...started, power };
  }

  it('has the thread lock the vault, once the page has saved', async () => {
    const { call, power, side } = await startOpen();
    const closing = new Promise((resolve) => {
      side.onPush((channel, data) => {
        if (channel === 'lock.closing') resolve(data);
      });
    });
    power.tell({ kind: 'screen-lock' });
    expect(await closing).toEqual({ why: { kind: 'screen-lock' } });
    expect(await call('vault.status', {})).toMatchObject({ state: 'open' });
    await call('lock.release', {});
    expect(await call('vault.status', {})).toEqual({
      state: 'locked',
      why: { kind: 'screen-lock' },
    });
  });

  it('does not have a vault opened again whose thread ends before it has locked', async () => {
    const { call, power, starts, thread } = await startOpen();
    power.tell({ kind: 'suspend' });
    await thread().terminate();
    expect(starts).toEqual([null, { wasOpen: false }]);
    expect(await call('vault.status', {})).toMatchObject({ state: 'needs-help' });
  });

  it('tells nobody any more once the app ends', async () => {
    const { side, power } = await startOpen();
    expect(power.listeners).toBe(1);
    await side.close();
    expect(power.listeners).toBe(0);
  });
});

describe('a shell with a capture shield', () => {
  const hidden = { capability: 'hides', verdict: 'hidden', why: null } as const;
  const visible = { ...hidden, verdict: 'visible' } as const;

  it('is asked to try, and tells the thread what it found, also the next one', async () => {
    const capture = new FakeCapture();
    const { call, side, thread, clock } = start({ capture });
    expect(await call('capture.get', {})).toMatchObject({ why: 'not-yet' });
    await call('vault.create', {});
    expect(await call('capture.test', {})).toEqual(hidden);
    const pushed = new Promise((resolve) => {
      side.onPush((channel, data) => {
        if (channel === 'capture.changed') resolve(data);
      });
    });
    capture.tell(visible);
    expect(await pushed).toEqual(visible);
    await thread().terminate();
    await clock.advance(0);
    expect(await call('capture.get', {})).toEqual(visible);
    expect(capture.tests).toBe(1);
    await side.close();
    expect(capture.listeners).toBe(0);
  });
});

describe('a shell with a clipboard', () => {
  it('copies for the thread, and takes it back when the vault shuts or the computer sleeps', async () => {
    const [clipboard, power] = [new FakeClipboardPort(), new FakePower()];
    const { call } = start({ clipboard, power });
    await call('vault.create', {});
    await call('clipboard.copy', { text: 'words' });
    await call('clipboard.selected', { text: 'marked' });
    expect(clipboard.asked).toEqual(['copy words', 'selected marked']);
    clipboard.fails = true;
    expect(await rejectedCode(call('clipboard.copy', { text: 'more' }))).toBe('internal');
    clipboard.asked.length = 0;
    power.tell({ kind: 'suspend' });
    expect(clipboard.asked).toEqual(['forget']);
    await call('vault.lock', {});
    expect(clipboard.asked).toEqual(['forget', 'forget']);
  });

  it('is not every shell: then nothing is copied', async () => {
    const { call } = start();
    expect(await rejectedCode(call('clipboard.copy', { text: 'words' }))).toBe('not-found');
    expect(await call('clipboard.selected', { text: 'words' })).toEqual({});
  });
});

it('makes nothing before it is asked', async () => {
  const folder = temporaryFolder();
  const { call } = start({ folder });
  await call('app.status', {});
  expect(existsSync(join(folder, 'vault'))).toBe(false);
});
