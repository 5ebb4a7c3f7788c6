import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { therapist } from '../../../renderer/i18n/en-gb/therapist.ts';
import { therapistErrors } from '../../../renderer/i18n/en-gb/therapist-errors.ts';
import { vaultSecurity } from '../../../renderer/i18n/en-gb/vault-security.ts';
import { keepRecoveryKey } from '../../../tools/demo/therapist-driver.ts';
import { ipc, IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { findText } from '../../support/find-text.ts';
import { testId } from '../../support/fake-ids.ts';
import type { NoteId } from '../../../src/contract/ids.ts';

const words = 'the violet umbrella stayed on the train';

describe.skipIf(electron === null)(`the vault in Electron${electronNote}`, () => {
  const fixture = useElectron();

  it('keeps a note over a restart, by the real keychain', async () => {
    const first = await fixture().launch();
    const status = ipc['vault.status'].out.parse(
      dataOf(await callBridge(first.page, 'vault.create', {})),
    );
    expect(status).toMatchObject({ state: 'open', cipher: 'aegis-256' });
    const { clientId } = ipc['client.create'].out.parse(
      dataOf(await callBridge(first.page, 'client.create', { pseudonym: 'Ash' })),
    );
    const noteId = testId<NoteId>(7);
    const note = { noteId, clientId, sessionId: null, text: words };
    dataOf(await callBridge(first.page, 'note.create', note));
    await first.close();

    const second = await fixture().launch({ dataFolder: first.dataFolder });
    expect(dataOf(await callBridge(second.page, 'vault.status', {}))).toEqual({ state: 'locked' });
    expect(dataOf(await callBridge(second.page, 'vault.open', {}))).toMatchObject({
      state: 'open',
    });
    expect(dataOf(await callBridge(second.page, 'note.read', { noteId }))).toMatchObject({
      text: words,
      revision: 1,
    });
    await second.close();
    expect(findText(words, first.dataFolder)).toEqual([]);
  });

  it('opens by a passphrase, whose key is derived in a thread of its own', async () => {
    const app = await fixture().launch();
    const { page } = app;
    dataOf(await callBridge(page, 'vault.create', {}));
    const passphrase = 'four words that nobody knows';
    expect(dataOf(await callBridge(page, 'vault.set-passphrase', { passphrase }))).toMatchObject({
      passphrase: true,
    });
    dataOf(await callBridge(page, 'vault.lock', {}));
    const wrong = { way: 'passphrase', passphrase: 'four words that somebody knows' } as const;
    expect(await callBridge(page, 'vault.unlock', wrong)).toMatchObject({
      ok: false,
      error: { code: 'vault-wrong-key' },
    });
    const right = { way: 'passphrase', passphrase } as const;
    expect(dataOf(await callBridge(page, 'vault.unlock', right))).toMatchObject({ state: 'open' });
    await app.close();
  });

  it('opens by the recovery key on paper: that of the first start, then that of a renewed key', async () => {
    const app = await fixture().launch();
    const { page } = app;
    const press = async (name: string): Promise<void> =>
      page.getByRole('button', { name, exact: true }).click();
    const clients = page.getByRole('heading', { name: therapist.clients.title, exact: true });
    await press(therapist.vault.absent.create);
    const paper = await keepRecoveryKey(page);
    await clients.waitFor();
    await press(therapist.nav.lock);
    await press(therapist.ways.use.recovery);
    const field = page.getByRole('textbox', { name: therapist.ways.recovery.label });
    const other = paper.startsWith('2') ? '3' : '2';
    await field.fill(`${other}${paper.slice(1)}`);
    await page.keyboard.press('Enter');
    await page.getByText(/group 1\./u).waitFor();
    await field.fill(paper.toLowerCase());
    await page.keyboard.press('Enter');
    await clients.waitFor();
    expect(dataOf(await callBridge(page, 'vault.status', {}))).toMatchObject({ state: 'open' });

    // Its key is renewed, and only the new paper opens it, and the keychain.
    const { renewal } = vaultSecurity;
    for (const name of [therapist.nav.settings, vaultSecurity.open, renewal.open])
      await press(name);
    await press(renewal.ask.goOn);
    const newPaper = await keepRecoveryKey(page, renewal.paper.done);
    await page.getByText(renewal.done.title).waitFor();
    await press(therapist.nav.lock);
    await press(therapist.ways.use.recovery);
    await field.fill(paper);
    await page.keyboard.press('Enter');
    await page.getByText(therapistErrors['vault-wrong-key'].what).waitFor();
    await field.fill(newPaper);
    await page.keyboard.press('Enter');
    await page.getByText(vaultSecurity.title).first().waitFor();
    dataOf(await callBridge(page, 'vault.lock', {}));
    expect(dataOf(await callBridge(page, 'vault.open', {}))).toMatchObject({ state: 'open' });
    await app.close();
  });

  it('survives the end of its thread, with every saved note and with its window', async () => {
    const app = await fixture().launch();
    const { page, application } = app;
    dataOf(await callBridge(page, 'vault.create', {}));
    const client = await callBridge(page, 'client.create', { pseudonym: 'Ash' });
    const { clientId } = ipc['client.create'].out.parse(dataOf(client));
    const noteId = testId<NoteId>(7);
    const note = { noteId, clientId, sessionId: null, text: words };
    dataOf(await callBridge(page, 'note.create', note));
    await application.evaluate(() => {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const kept = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage');
      Worker.prototype.postMessage = function endInstead(this: InstanceType<typeof Worker>) {
        if (kept) Object.defineProperty(Worker.prototype, 'postMessage', kept);
        void this.terminate();
      };
    });
    expect(await callBridge(page, 'note.read', { noteId })).toEqual({
      ok: false,
      error: { code: 'internal' },
    });
    // It opens again by itself, through the keychain; the page is still the same one.
    await expect
      .poll(async () => callBridge(page, 'vault.status', {}), { timeout: 20_000 })
      .toMatchObject({ ok: true, data: { state: 'open' } });
    await page.getByRole('heading', { name: therapist.clients.title, exact: true }).waitFor();
    expect(dataOf(await callBridge(page, 'note.read', { noteId }))).toMatchObject({ text: words });
    expect(app.output()).toContain('thread-ended');
    await app.close();
  });

  it('locks with the screen: the last words are saved, and none is left on the page or the clipboard', async () => {
    const app = await fixture().launch();
    const { page } = app;
    dataOf(await callBridge(page, 'vault.create', {}));
    dataOf(await callBridge(page, 'client.create', { pseudonym: 'Grey Heron' }));
    dataOf(await callBridge(page, 'vault.lock', {}));
    const unlock = page.getByRole('button', { name: therapist.vault.locked.open, exact: true });
    await unlock.click();
    await page.getByText('Grey Heron').click();
    await page.getByRole('button', { name: therapist.client.newNote }).click();
    const field = page.getByRole('textbox', { name: therapist.note.label });
    await field.fill(words);
    const clipboards = async (): Promise<unknown> =>
      app.application.evaluate(async ({ clipboard }) => {
        // Before Electron 44 the second one had no object of its own.
        const read: unknown = Reflect.get(clipboard, 'readText');
        const readFrom = (...names: string[]): unknown =>
          Reflect.apply(read as () => unknown, clipboard, names);
        const marked = process.platform === 'linux' ? await readFrom('selection') : '';
        return [await readFrom(), marked];
      });
    // By the keys that people know, and back into the same field.
    await field.press('ControlOrMeta+A');
    await field.press('ControlOrMeta+X');
    await expect.poll(() => field.inputValue()).toBe('');
    const onLinux = process.platform === 'linux' ? words : '';
    expect(await clipboards()).toEqual([words, onLinux]);
    await field.press('ControlOrMeta+V');
    await field.press('ControlOrMeta+A');
    await field.press('ControlOrMeta+C');
    // The system says it at once, in the middle of typing.
    await app.application.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('lock-screen');
    });
    await page.getByText(therapist.vault.locked.why['screen-lock']).waitFor();
    const left = await page.content();
    expect([left.includes(words), left.includes('Grey Heron')]).toEqual([false, false]);
    await expect.poll(clipboards).toEqual(['', '']);
    await unlock.click();
    // Back where they were, with every word.
    await expect.poll(() => field.inputValue()).toBe(words);
    await app.close();
  });

  it('keeps what the page saves while its window closes, because the app has failed', async () => {
    const first = await fixture().launch();
    dataOf(await callBridge(first.page, 'vault.create', {}));
    await first.page.evaluate((protocol) => {
      window.addEventListener('pagehide', () => {
        const bridge = Reflect.get(window, 'quietroom') as {
          calls: Record<string, (request: unknown) => Promise<unknown>>;
        };
        void bridge.calls['client.create']?.({
          protocol,
          channel: 'client.create',
          data: { pseudonym: 'Last word' },
        });
      });
    }, IPC_PROTOCOL);
    const exited = once(first.application.process(), 'exit');
    await first.application.evaluate(({ dialog }) => {
      dialog.showErrorBox = (title) => {
        process.stderr.write(`said: ${title}\n`);
      };
      for (let times = 0; times < 3; times += 1) {
        setTimeout(() => {
          throw new Error('the words of a note');
        }, 100 * times);
      }
    });
    expect(await exited).toEqual([70, null]);
    expect(first.output()).toContain('said: Quietroom has closed');
    expect(first.output().match(/"uncaught"/gu)).toHaveLength(3);
    expect(first.output()).not.toContain('the words of a note');

    const second = await fixture().launch({ dataFolder: first.dataFolder });
    dataOf(await callBridge(second.page, 'vault.open', {}));
    expect(dataOf(await callBridge(second.page, 'client.list', {}))).toMatchObject({
      clients: [{ pseudonym: 'Last word' }],
    });
    await second.close();
  });
});
