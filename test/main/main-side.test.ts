import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallInput, CallName } from '../../src/contract/contract.ts';
import { ipc, IPC_PROTOCOL, ipcBoundary, type Ipc } from '../../src/contract/ipc.ts';
import { testBytes32, testId } from '../support/fake-ids.ts';
import { trustedSender, untrustedSenders } from '../support/ipc-senders.ts';
import { keepSlip } from '../support/keep-slip.ts';
import { rejectedCode } from '../support/rejected-code.ts';
import { callNamesOf } from '../support/spy-handlers.ts';
import { startMainSide, type StartedMainSide } from '../support/started-main-side.ts';
import type { NoteId } from '../../src/contract/ids.ts';

async function startOpen(): Promise<StartedMainSide> {
  const started = startMainSide();
  await started.call('vault.create', {});
  await started.call('server.set', { origin: 'https://rooms.example' });
  return started;
}

/** One good input for each call, as if all ids existed. */
const goodInputs: { readonly [K in CallName<Ipc>]: CallInput<Ipc, K> } = {
  'app.status': {},
  'vault.status': {},
  'vault.create': {},
  'vault.open': {},
  'vault.lock': {},
  'vault.unlock': { way: 'passphrase', passphrase: 'four words that nobody knows' },
  'vault.ways': {},
  'vault.accept-older': {},
  'vault.verify': {},
  'vault.security': {},
  'vault.check-keychain': {},
  'backup.status': {},
  'backup.choose-folder': {},
  'backup.make': {},
  'backup.test': { recoveryKey: 'none' },
  'restore.choose-folder': {},
  'restore.begin': { name: 'none', recoveryKey: 'none', setAside: false },
  'restore.aside': {},
  'restore.take-back': { name: 'none' },
  'rescue.begin': { way: 'keychain' },
  'rescue.status': {},
  'rescue.notes': { clientId: testId(1) },
  'rescue.read-note': { noteId: testId(1) },
  'rescue.end': {},
  'vault.new-recovery-key': {},
  'vault.keep-recovery-key': { kitNumber: '000000' },
  'vault.set-passphrase': { passphrase: 'four words that nobody knows' },
  'vault.set-keychain': {},
  'vault.remove-way': { way: 'passphrase' },
  'vault.renew-key': { kitNumber: '000000', passphrase: null },
  'capture.get': {},
  'clipboard.copy': { text: 'words' },
  'clipboard.selected': { text: 'words' },
  'capture.test': {},
  'capture.rule': {},
  'capture.set-rule': { rule: 'refuse' },
  'lock.get': {},
  'lock.set': { idleMinutes: 5 },
  'lock.release': {},
  'lock.in-call': { sessionId: testId(1) },
  'client.list': {},
  'client.retention': {},
  'client.retention-rules': {},
  'client.set-retention-rules': { years: 10, minorUntilAge: 18 },
  'client.end-treatment': { clientId: testId(1), adultInYear: null },
  'client.resume-treatment': { clientId: testId(1) },
  'client.destroy': { clientId: testId(1), pseudonym: 'Heron', reason: null },
  'client.destroyed': {},
  'client.create': { pseudonym: 'Wren' },
  'client.phrase': { clientId: testId(1) },
  'client.set-phrase': { clientId: testId(1), phrase: 'two herons' },
  'card.status': { clientId: testId(1) },
  'card.write': { clientId: testId(1), field: 'name', text: 'Ardea Cinerea' },
  'card.open': { clientId: testId(1), reason: 'does not answer the phone' },
  'posture.read': { fresh: true },
  'posture.require': { checks: [] },
  'posture.accept-server-key': {},
  'posture.records': {},
  'note.list': { clientId: testId(1) },
  'note.create': { noteId: testId(1), clientId: testId(1), sessionId: null, text: 'Slept well.' },
  'note.read': { noteId: testId(1) },
  'note.save': { noteId: testId(1), revision: 0, text: '' },
  'note.signed': { noteId: testId(1) },
  'note.sign': { noteId: testId(1), revision: 1 },
  'note.amend': { noteId: testId(1), number: 1, text: 'More.' },
  'note.revisions': { noteId: testId(1), before: null },
  'note.read-revision': { noteId: testId(1), revision: 1 },
  'server.get': {},
  'server.set': { origin: 'https://other.example' },
  'server.sign-enrolment': { challenge: testBytes32(1) },
  'server.enrolled': {},
  'session.start': { clientId: testId(1) },
  'session.current': {},
  'session.sign': { sessionId: testId(1), challenge: testBytes32(1) },
  'session.sign-credential': {
    sessionId: testId(1),
    notAfterS: 1,
    mlsSignatureKey: testBytes32(1),
  },
  'session.identity': {},
  'session.invite': { sessionId: testId(1) },
  'session.seats': { sessionId: testId(1) },
  'session.bind-seat': {
    sessionId: testId(1),
    inviteId: testId(1),
    deviceKey: testBytes32(1),
    guestKind: 'app',
  },
  'session.revoke-seat': { sessionId: testId(1), inviteId: testId(1) },
  'session.judge-words': { sessionId: testId(1), deviceKey: testBytes32(1), verdict: 'same' },
  'session.judged-words': { sessionId: testId(1) },
  'session.note-clear': { sessionId: testId(1), stretch: { fromMs: 1, toMs: 2 } },
  'session.clear-stretches': { sessionId: testId(1) },
  'session.sign-attestation': { sessionId: testId(1), record: 'AA' },
  'session.keep-slip': { sessionId: testId(1), slip: 'AA' },
  'session.end': { sessionId: testId(1) },
  'device.recall': { sessionId: testId(1), deviceKey: testBytes32(1) },
  'slip.list': { clientId: testId(1) },
  'slip.read': { slipId: testId(1) },
  'file.begin': { clientId: testId(1), sessionId: null, name: 'drawing.png', sizeBytes: 0 },
  'file.append': { fileId: testId(1), index: 0, bytes: 'AA' },
  'file.finish': { fileId: testId(1), sha256: testBytes32(1) },
  'file.list': { clientId: testId(1) },
  'file.read': { fileId: testId(1), index: 0 },
  'search.find': { query: 'heron', page: 0 },
  'audit.list': { before: null },
  'audit.export': {},
  'download.begin': { name: 'drawing.png', sizeBytes: 0 },
  'download.append': { downloadId: testId(1), index: 0, bytes: 'AA' },
  'download.finish': { downloadId: testId(1) },
  'download.cancel': { downloadId: testId(1) },
  'export.new-passphrase': {},
  'export.begin': {
    clientId: testId(1),
    lock: { kind: 'passphrase', passphraseId: testId(1) },
    leftOut: null,
    cardReason: null,
  },
  'export.cancel': { exportId: testId(1) },
  'export.status': {},
  'work.cancel': { work: 'verification' },
};

describe('createMainSide', () => {
  it('says who runs it', async () => {
    expect(await startMainSide().call('app.status', {})).toEqual({
      protocol: IPC_PROTOCOL,
      host: 'preview',
      versions: { app: '0.1.0', node: '24', chromium: null, electron: null },
    });
  });

  it('goes through a whole session and still has the note after a restart', async () => {
    const { call, mainSide, dataFolder, keychain } = await startOpen();
    const { clientId } = await call('client.create', { pseudonym: 'Grey Heron' });
    await call('client.set-phrase', { clientId, phrase: 'two herons' });
    const session = await call('session.start', { clientId });
    const { sessionId } = session;
    const invite = await call('session.invite', { sessionId });
    expect(invite.link).toContain(`https://rooms.example/j/${session.roomId}#1.`);
    expect(invite.appLink).toContain(`quietroom://join/rooms.example/${session.roomId}#1.`);
    const device = { sessionId, deviceKey: testBytes32(2) };
    expect(await call('device.recall', device)).toEqual({ sessions: 0, words: null });
    await call('session.bind-seat', { ...device, inviteId: invite.inviteId, guestKind: 'app' });
    await call('session.judge-words', { ...device, verdict: 'same' });
    const slip = await keepSlip(call, session);
    const file = { clientId, sessionId, name: 'drawing.png', sizeBytes: 0 };
    const { fileId } = await call('file.begin', file);
    const emptyHash = createHash('sha256').digest('base64url');
    await call('file.finish', { fileId, sha256: emptyHash });
    expect(await call('device.recall', device)).toEqual({ sessions: 0, words: 'same' });
    await call('session.sign', { sessionId, challenge: testBytes32(1) });
    await call('server.sign-enrolment', { challenge: testBytes32(1) });
    await call('server.enrolled', {});
    const noteId = testId<NoteId>(7);
    const text = 'Slept well.\nNext time: the letter.';
    await call('note.create', { noteId, clientId, sessionId, text: 'S' });
    expect(await call('note.save', { noteId, revision: 1, text })).toMatchObject({ revision: 2 });
    await mainSide.close();

    const again = startMainSide({ dataFolder, keychain });
    expect(await again.call('vault.status', {})).toEqual({ state: 'locked' });
    expect(await again.call('vault.open', {})).toMatchObject({ state: 'open' });
    expect(await again.call('client.phrase', { clientId })).toEqual({ phrase: 'two herons' });
    expect((await again.call('file.list', { clientId })).files).toMatchObject([
      { fileId, sessionId, name: 'drawing.png' },
    ]);
    expect(await again.call('file.read', { fileId, index: 0 })).toEqual({
      bytes: '',
      isLast: true,
    });
    const { slips } = await again.call('slip.list', { clientId });
    expect(slips).toMatchObject([{ sessionId }]);
    const [{ slipId }] = slips as [(typeof slips)[number]];
    expect(await again.call('slip.read', { slipId })).toEqual({ slip });
    expect(await again.call('session.current', {})).toEqual({ session });
    expect(await again.call('session.seats', { sessionId })).toEqual({
      seats: [{ ...invite.seat, state: { state: 'bound', deviceKey: testBytes32(2) } }],
    });
    await again.call('session.end', { sessionId });
    expect(await again.call('session.current', {})).toEqual({ session: null });
    expect(await again.call('note.read', { noteId })).toMatchObject({ text, sessionId });
    expect((await again.call('note.list', { clientId })).notes).toHaveLength(1);
    expect((await again.call('client.list', {})).clients).toMatchObject([
      { pseudonym: 'Grey Heron', lastSessionAtMs: session.startedAtMs },
    ]);
    expect(await again.call('server.get', {})).toMatchObject({
      origin: 'https://rooms.example',
      enrolled: true,
    });
  });

  it('answers vault-locked to every call that needs an open vault', async () => {
    const { mainSide } = startMainSide();
    const free: readonly string[] = [
      'app.status',
      'capture.get',
      'clipboard.copy',
      'clipboard.selected',
      'vault.status',
      'vault.create',
      'vault.open',
      'vault.lock',
      'vault.unlock',
      'vault.ways',
      'vault.accept-older',
      'export.cancel',
      'export.status',
      'restore.choose-folder',
      'restore.begin',
      'restore.aside',
      'restore.take-back',
      'rescue.begin',
      'rescue.status',
      'rescue.end',
      // It may have locked before the page was ready.
      'lock.release',
      // A call goes on meanwhile; it is written when the vault is open.
      'session.note-clear',
    ];
    // What came in a call can be saved while the vault is locked, too; and stopping is never refused.
    const needy = callNamesOf(ipcBoundary).filter(
      (name) => !free.includes(name) && !/^(?:download|work)\./u.test(name),
    );
    for (const channel of needy) {
      const request = { protocol: IPC_PROTOCOL, channel, data: goodInputs[channel] };
      expect({ channel, ...(await mainSide.handle(request, trustedSender)) }).toEqual({
        channel,
        ok: false,
        error: { code: 'vault-locked' },
      });
    }
  });

  it('does nothing for anybody but our page', async () => {
    const { mainSide, call } = await startOpen();
    for (const [, sender] of untrustedSenders) {
      for (const channel of callNamesOf(ipcBoundary)) {
        const request = { protocol: IPC_PROTOCOL, channel, data: goodInputs[channel] };
        expect(await mainSide.handle(request, sender)).toEqual({
          ok: false,
          error: { code: 'forbidden-sender' },
        });
      }
    }
    expect(await call('vault.status', {})).toMatchObject({ state: 'open' });
    expect((await call('client.list', {})).clients).toEqual([]);
    expect((await call('server.get', {})).origin).toBe('https://rooms.example');
  });

  it('pushes each change of the vault until nobody listens', async () => {
    const { mainSide, call } = startMainSide();
    const pushed: [string, unknown][] = [];
    const off = mainSide.onPush((channel, data) => {
      pushed.push([channel, ipc['vault.changed'].data.parse(data)]);
    });
    await call('vault.create', {});
    await call('vault.lock', {});
    off();
    await call('vault.open', {});
    expect(pushed).toMatchObject([
      ['vault.changed', { state: 'open' }],
      ['vault.changed', { state: 'locked' }],
    ]);
  });

  it('tells how far a long work is, and stops it', async () => {
    const { mainSide, call, clock } = await startOpen();
    const told: unknown[] = [];
    mainSide.onPush((channel, data) => told.push([channel, data]));
    const verifying = call('vault.verify', {});
    expect(told).toEqual([['work.progress', { work: 'verification', done: 0 }]]);
    await call('work.cancel', { work: 'verification' });
    await clock.advance(0);
    expect(await verifying).toEqual({ outcome: 'cancelled' });
    const again = call('vault.verify', {});
    for (let step = 0; step < 100; step += 1) await clock.advance(0);
    expect(await again).toMatchObject({ outcome: 'done' });
  });

  it('stops long work when it is closed', async () => {
    const { mainSide, call, clock } = await startOpen();
    const verifying = call('vault.verify', {});
    await mainSide.close();
    await clock.advance(0);
    expect(await verifying).toEqual({ outcome: 'cancelled' });
  });

  it('closes the vault when it is closed, more than once without harm', async () => {
    const { mainSide, call } = await startOpen();
    await mainSide.close();
    await mainSide.close();
    expect(await rejectedCode(call('client.list', {}))).toBe('vault-locked');
    expect(await rejectedCode(call('vault.open', {}))).toBeNull();
    expect(await rejectedCode(call('client.list', {}))).toBe('vault-locked');
  });

  it('writes no name, text, address or link into its log', async () => {
    const { call, log } = await startOpen();
    const { clientId } = await call('client.create', { pseudonym: 'Grey Heron' });
    const { sessionId } = await call('session.start', { clientId });
    await call('session.invite', { sessionId });
    await rejectedCode(call('client.create', { pseudonym: 'grey heron' }));
    const lines = JSON.stringify(log.lines);
    for (const word of ['Heron', 'heron', 'rooms.example', clientId, sessionId]) {
      expect(lines).not.toContain(word);
    }
    expect(log.lines.length).toBeGreaterThan(1);
  });
});

describe('the allowed server', () => {
  it('is there only while an open vault knows one', async () => {
    const { mainSide, call } = startMainSide();
    const heard: (string | null)[] = [];
    mainSide.onAllowedServerOrigin((origin) => heard.push(origin));
    expect(mainSide.allowedServerOrigin()).toBeNull();
    await call('vault.create', {});
    await call('server.set', { origin: 'https://a.example' });
    await call('server.set', { origin: 'https://a.example' });
    expect(mainSide.allowedServerOrigin()).toBe('https://a.example');
    await call('vault.lock', {});
    expect(mainSide.allowedServerOrigin()).toBeNull();
    await call('vault.open', {});
    await call('server.set', { origin: 'https://b.example' });
    expect(heard).toEqual(['https://a.example', null, 'https://a.example', 'https://b.example']);
  });

  it('is the preset one all the time', async () => {
    const preset = { origin: 'http://127.0.0.1:4400', enrolmentCode: 'code-12345' };
    const { mainSide, call } = startMainSide({ presetServer: preset });
    const heard: (string | null)[] = [];
    mainSide.onAllowedServerOrigin((origin) => heard.push(origin));
    expect(mainSide.allowedServerOrigin()).toBe(preset.origin);
    expect(await call('server.get', {})).toEqual({ ...preset, enrolled: false });
    await call('vault.create', {});
    const { clientId } = await call('client.create', { pseudonym: 'Heron' });
    expect((await call('session.start', { clientId })).serverOrigin).toBe(preset.origin);
    await call('vault.lock', {});
    expect(mainSide.allowedServerOrigin()).toBe(preset.origin);
    expect(heard).toEqual([]);
  });
});
