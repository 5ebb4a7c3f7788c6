import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { testInvite } from '../../support/guest-fixture.ts';
import { startAgain } from '../../support/second-start.ts';

describe.skipIf(electron === null)(`the window${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;

  beforeAll(async () => {
    app = await fixture().launch();
  });

  it('is sandboxed and isolated, without Node, webview, developer tools and dialogs', async () => {
    const preferences = await app.application.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        // Not in the types, but what Electron itself reads back.
        const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
        return Reflect.apply(read as () => unknown, contents, []);
      }),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      disableDialogs: true,
      enableBlinkFeatures: '',
    });
  });

  it('runs its page in a process with a sandbox, as an ordinary user', async () => {
    const shell = await app.application.evaluate(({ app: own }) => ({
      isRoot: process.getuid?.() === 0,
      noSandbox: own.commandLine.hasSwitch('no-sandbox'),
    }));
    expect(shell).toEqual({ isRoot: false, noSandbox: false });
  });

  it.runIf(process.platform === 'linux')('has its system calls filtered', async () => {
    const pid = await app.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/mu);
    expect(status).toMatch(/^NoNewPrivs:\t1$/mu);
  });

  it('lets its page see no Node', async () => {
    const seen = await app.page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    );
    expect(seen).toEqual([]);
  });

  it('says nothing in its title', async () => {
    await app.page.evaluate(() => {
      document.title = 'Session with somebody';
    });
    const title = await app.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    );
    expect(title).toEqual(['Quietroom']);
  });

  it('keeps nothing of the page on disk', async () => {
    const session = await app.application.evaluate(({ BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows()[0]?.webContents.session;
      return [own?.isPersistent(), own?.getStoragePath(), own?.isSpellCheckerEnabled()];
    });
    expect(session).toEqual([false, null, false]);
  });

  it('gives a server that asks for a certificate none of the system’s store', async () => {
    const answered = await app.application.evaluate(({ app: own, BrowserWindow }) => {
      const told = { isPrevented: false, chosen: [] as unknown[] };
      const event = {
        preventDefault: () => {
          told.isPrevented = true;
        },
      };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const ofStore = [{ subjectName: 'Somebody', issuerName: 'An authority' }];
      const choose = (...certificates: unknown[]): void => {
        told.chosen.push(certificates);
      };
      own.emit('select-client-certificate', event, contents, 'https://x', ofStore, choose);
      return told;
    });
    expect(answered).toEqual({ isPrevented: true, chosen: [[]] });
    expect(app.output()).toContain('"event":"certificate-refused"');
  });

  it('has no developer tools', async () => {
    const opened = await app.application.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.openDevTools();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return contents?.isDevToolsOpened();
    });
    expect(opened).toBe(false);
  });

  it('hides itself from capture, where the system and this Electron can tell', async ({ skip }) => {
    const isProtected = await app.application.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return window && 'isContentProtected' in window ? window.isContentProtected() : null;
    });
    if (isProtected === null) skip('this Electron cannot tell');
    if (process.platform === 'linux') skip('Linux has no capture shield');
    expect(isProtected).toBe(true);
  });

  it('asks for that on every window, before it is shown and whenever it may be lost', async () => {
    const asked = await app.application.evaluate(({ BrowserWindow }) => {
      const seen: string[] = [];
      let moment = 'made';
      // oxlint-disable-next-line typescript/unbound-method -- Called with its window below.
      const original = BrowserWindow.prototype.setContentProtection;
      BrowserWindow.prototype.setContentProtection = function spied(isOn) {
        seen.push(`${moment}: ${String(isOn)}${this.isVisible() ? ', visible' : ''}`);
        original.call(this, isOn);
      };
      const another = new BrowserWindow({ show: false });
      for (const event of ['show', 'hide', 'minimize', 'restore', 'focus']) {
        moment = event;
        another.emit(event);
      }
      BrowserWindow.prototype.setContentProtection = original;
      another.destroy();
      return seen;
    });
    expect(asked).toEqual([
      'made: true',
      'show: true',
      'hide: true',
      'minimize: true',
      'restore: true',
      'focus: true',
    ]);
  });

  it('offers the contract and nothing else to its page', async () => {
    const offered = await app.page.evaluate(() => {
      const bridge: unknown = Reflect.get(window, 'quietroom');
      return Object.keys(bridge as object).toSorted();
    });
    expect(offered).toEqual(['calls', 'pushes']);
  });

  it('does not open for a page outside', async () => {
    const before = app.page.url();
    const result = await app.page.evaluate(async () => {
      const opened = [window.open('https://example.com'), window.open('about:blank')];
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      document.body.append(form);
      form.submit();
      window.location.href = 'https://example.com/';
      await new Promise((resolve) => setTimeout(resolve, 300));
      window.location.href = 'app://quietroom/assets/';
      await new Promise((resolve) => setTimeout(resolve, 300));
      return opened.map((one) => one === null);
    });
    expect(result).toEqual([true, true]);
    expect(app.page.url()).toBe(before);
    expect(app.application.windows()).toHaveLength(1);
    expect(app.output()).toContain('navigation-refused');
    expect(app.output()).toContain('window-refused');
  });

  it('does not download', async () => {
    await app.page.evaluate(async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'note.txt';
      document.body.append(link);
      link.click();
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(app.output()).toContain('download-refused');
  });

  it('says of a client’s link that it is one, and does and tells nothing more', async () => {
    await app.application.evaluate(({ dialog }) => {
      Object.assign(dialog, {
        showMessageBox: (_window: unknown, { message }: { message: string }) => {
          process.stderr.write(`asked: ${message}\n`);
          return Promise.resolve({ response: 0, checkboxChecked: false });
        },
      });
    });
    const { appLink, room, secretText } = testInvite();
    const before = app.page.url();
    expect(await startAgain(fixture(), app, [appLink])).toMatchObject({ code: 0 });
    await expect.poll(() => app.output()).toContain('asked: This link is for clients.');
    expect([app.page.url(), app.application.windows().length]).toEqual([before, 1]);
    for (const text of [room, secretText, 'rooms.example']) {
      expect(app.output()).not.toContain(text);
    }
  });

  it('goes on when a helper of Chromium has died', async () => {
    const alive: unknown = await app.application.evaluate(async ({ app: own, BrowserWindow }) => {
      const gone = new Promise<string>((resolve) => {
        own.once('child-process-gone', (_event, { type }) => {
          resolve(type);
        });
      });
      const helper = own.getAppMetrics().find(({ type }) => type === 'Utility');
      if (!helper) return null;
      process.kill(helper.pid, 'SIGKILL');
      const type = await gone;
      const answer: unknown =
        await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('1 + 1');
      return [type, answer];
    });
    expect(alive).toEqual(['Utility', 2]);
    expect(app.output()).toMatch(/"helper":"Utility".*"event":"helper-gone"/u);
  });

  it('loads its page again after it died', async () => {
    const bridge: unknown = await app.application.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) return null;
      const loaded = new Promise<void>((resolve) => {
        contents.once('did-finish-load', () => {
          resolve();
        });
      });
      contents.forcefullyCrashRenderer();
      await loaded;
      const names: unknown = await contents.executeJavaScript(
        'Object.keys(window.quietroom).join()',
      );
      return names;
    });
    expect(bridge).toBe('calls,pushes');
    expect(app.output()).toContain('page-gone');
  });

  it('asks before it loads a page that dies over and over', async () => {
    const asked = await app.application.evaluate(async ({ BrowserWindow, dialog }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) return null;
      const questions: string[] = [];
      const replaced = Object.assign(dialog, {
        showMessageBox: (_window: unknown, { message }: { message: string }) => {
          questions.push(message);
          return Promise.resolve({ response: 0, checkboxChecked: false });
        },
      });
      // The second and the third death within a minute.
      for (const askedBefore of [0, 0]) {
        const loaded = new Promise<void>((resolve) => {
          contents.once('did-finish-load', () => {
            resolve();
          });
        });
        if (questions.length > askedBefore) questions.push('too early');
        process.kill(contents.getOSProcessId(), 'SIGKILL');
        await loaded;
      }
      return replaced === dialog ? questions : null;
    });
    expect(asked).toEqual(['Quietroom’s window has stopped several times.']);
  });
});
