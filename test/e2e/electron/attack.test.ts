import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

// What a script tries that got into a page. Each test looks at what it came to, and at what is said of it.

const secret = 'blue-heron-4711';

describe.skipIf(electron === null)(`a script in the page${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;
  let elsewhere: Server;
  let outside: string;
  let asked = 0;

  beforeAll(async () => {
    elsewhere = createServer((_request, response) => {
      asked += 1;
      response.end('x');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    outside = `http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}/${secret}`;
    app = await fixture().launch({ args: ['--use-fake-device-for-media-stream'] });
    await app.page.waitForLoadState();
  });

  afterAll(() => {
    elsewhere.close();
  });

  /** How often the app said that it refused something of this kind. */
  const told = (event: string): number => app.output().split(`"event":"${event}"`).length - 1;
  const isTold = async (event: string, before = 0): Promise<void> => {
    await expect.poll(() => told(event), { timeout: 5_000 }).toBeGreaterThan(before);
  };

  it('finds nothing that records or captures', async () => {
    const found = await app.page.evaluate(() =>
      [
        'MediaRecorder' in window,
        'ImageCapture' in window,
        'MediaStreamTrackProcessor' in window,
        'MediaStreamTrackGenerator' in window,
        'VideoEncoder' in window,
        'AudioEncoder' in window,
        'EyeDropper' in window,
        'captureStream' in HTMLVideoElement.prototype,
        'captureStream' in HTMLAudioElement.prototype,
        'captureStream' in HTMLCanvasElement.prototype,
        'getDisplayMedia' in navigator.mediaDevices,
      ].filter(Boolean),
    );
    expect(found).toEqual([]);
  });

  it('embeds nothing, had it made a frame', async () => {
    const before = told('webview-refused') + told('navigation-refused') + told('policy-refused');
    const contents = await app.application.evaluate(async ({ webContents }, url) => {
      // A world of its own makes it, from which a page's is kept.
      const code = `globalThis.made = ['webview', 'iframe', 'embed', 'object'].map((name) => {
        const element = document.createElement(name);
        try {
          element.setAttribute(name === 'object' ? 'data' : 'src', ${JSON.stringify(url)});
        } catch {}
        document.body.append(element);
        return element;
      });
      new Promise((resolve) => setTimeout(resolve, 300));`;
      const clear = 'for (const element of globalThis.made) element.remove();';
      const [page] = webContents.getAllWebContents();
      await page?.executeJavaScriptInIsolatedWorld(4711, [{ code }]);
      const count = webContents.getAllWebContents().length;
      await page?.executeJavaScriptInIsolatedWorld(4711, [{ code: clear }]);
      return count;
    }, outside);
    expect(contents).toBe(1);
    expect(
      told('webview-refused') + told('navigation-refused') + told('policy-refused'),
    ).toBeGreaterThan(before);
  });

  it('brings no other program in', async () => {
    const outcomes = await app.page.evaluate(async (url) => {
      const settle = (work: () => Promise<unknown>): Promise<string> =>
        work().then(
          () => 'ran',
          () => 'refused',
        );
      const ran = (script: HTMLScriptElement): Promise<string> =>
        new Promise((resolve) => {
          script.onload = () => {
            resolve('ran');
          };
          script.onerror = () => {
            resolve('refused');
          };
          document.head.append(script);
          setTimeout(resolve, 1_000, 'refused');
        });
      const inline = document.createElement('script');
      let hasText = 'refused';
      try {
        inline.text = 'window.broken = true';
        document.head.append(inline);
        hasText = Reflect.has(window, 'broken') ? 'ran' : 'refused';
      } catch {
        // Trusted Types.
      }
      const far = document.createElement('script');
      let isFar = 'refused';
      try {
        far.src = url;
        isFar = await ran(far);
      } catch {
        // Trusted Types.
      }
      return [
        hasText,
        isFar,
        await settle(() => navigator.serviceWorker.register('/sw.js')),
        await settle(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
      ];
    }, outside);
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
    await isTold('policy-refused');
  });

  it('opens no window and goes nowhere, with a link that is dropped on it neither', async () => {
    const before = app.page.url();
    const session = await app.page.context().newCDPSession(app.page);
    const link = { mimeType: 'text/uri-list', data: outside };
    const data = { items: [link], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    await app.page.evaluate(async (url) => {
      window.open(url);
      window.location.href = url;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }, outside);
    expect(app.page.url()).toBe(before);
    expect(app.application.windows()).toHaveLength(1);
    await isTold('window-refused');
    await isTold('navigation-refused');
  });

  it('reads no file beside the page', async () => {
    const statuses = await app.page.evaluate(async () => {
      const paths = [
        '/../package.json',
        '/..%2fpackage.json',
        '/assets/%2e%2e/%2e%2e/package.json',
      ];
      return Promise.all(
        paths.map((path) =>
          fetch(`app://quietroom${path}`).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
    });
    expect(statuses).toEqual([false, false, false]);
    const direct = await app.application.evaluate(async ({ session }) => {
      const own = session.fromPartition('quietroom');
      return (await own.fetch('app://quietroom/..%2fpackage.json')).status;
    });
    expect(direct).toBe(404);
    await isTold('page-file-refused');
  });

  it('captures no screen by the old way either', async () => {
    const outcome = await app.page.evaluate(() =>
      navigator.mediaDevices
        .getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop' } } } as never)
        .then(
          () => 'captured',
          () => 'refused',
        ),
    );
    expect(outcome).toBe('refused');
    await isTold('permission-refused');
  });

  it('makes no frame, in which it would find all of that again', async () => {
    const frames = await app.page.evaluate(() => {
      const html = 'http://www.w3.org/1999/xhtml';
      const markup = '<iframe></iframe>';
      const apart = document.implementation.createHTMLDocument('');
      let asked = 0;
      const changing = {
        toString: () => {
          asked += 1;
          return asked === 1 ? 'div' : 'iframe';
        },
      };
      const attempts: (() => Node | null)[] = [
        () => document.createElement('iframe'),
        () => document.createElement('IFrame'),
        () => document.createElement('object'),
        // A hostile script keeps to no type: this is another text each time it is asked.
        () => document.createElement(changing as unknown as string),
        () => document.createElementNS(html, 'iframe'),
        () => document.createElementNS(html, 'x:iframe'),
        () => apart.createElement('iframe'),
        () => new Document().createElementNS(html, 'iframe'),
        () => document.implementation.createDocument(html, 'iframe', null).documentElement,
        () => {
          apart.body.innerHTML = markup;
          return apart.body.firstChild;
        },
        () => new DOMParser().parseFromString(markup, 'text/html').body.firstChild,
        () => document.createRange().createContextualFragment(markup),
        () => {
          const template = document.createElement('template');
          template.innerHTML = markup;
          return template.content;
        },
        () => {
          class Framed extends HTMLIFrameElement {}
          window.customElements.define('x-framed', Framed, { extends: 'iframe' });
          return new Framed();
        },
        () => {
          // oxlint-disable-next-line typescript/no-deprecated -- The point of the test.
          document.execCommand('insertHTML', false, markup);
          return null;
        },
      ];
      // Whoever is in the page may have put something else in the place of what the page uses.
      const replaced = [
        [RegExp.prototype, 'test'],
        [RegExp.prototype, 'exec'],
        [String.prototype, 'toLowerCase'],
        [String.prototype, 'includes'],
        [Function.prototype, 'apply'],
      ] as const;
      const kept = replaced.map(([owner, name]) => Reflect.get(owner, name) as unknown);
      for (const [owner, name] of replaced) Reflect.set(owner, name, () => null);
      for (const attempt of attempts) {
        try {
          const made = attempt();
          if (made) document.body.append(made);
        } catch {
          // As it should be.
        }
      }
      for (const [index, [owner, name]] of replaced.entries()) {
        Reflect.set(owner, name, kept[index]);
      }
      return { count: window.length, first: window[0] === undefined };
    });
    expect(frames).toEqual({ count: 0, first: true });
  });

  it('opens no dialog that gives it a file to write to', async () => {
    const pickers = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'];
    const found = await app.page.evaluate(
      (names) => names.filter((name) => name in window),
      [...pickers],
    );
    expect(found).toEqual([]);
  });

  it('carries nothing away in a name that is looked up', async () => {
    const file = join(app.dataFolder, 'network.json');
    await app.application.evaluate(({ session }, path) => {
      return session.fromPartition('quietroom').netLog.startLogging(path);
    }, file);
    await app.page.evaluate(async (word) => {
      for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'prerender']) {
        const link = document.createElement('link');
        link.rel = rel;
        link.href = `https://${word}.example/`;
        document.head.append(link);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, secret);
    await app.application.evaluate(({ session }) =>
      session.fromPartition('quietroom').netLog.stopLogging(),
    );
    const log = readFileSync(file, 'utf8');
    expect(log).toContain('"constants"');
    expect(log).not.toContain(secret);
    rmSync(file);
  });

  it('is told of without content, and reached nobody', () => {
    expect(app.output()).not.toContain(secret);
    expect(app.output()).not.toContain('package.json');
    expect(asked).toBe(0);
  });
});
