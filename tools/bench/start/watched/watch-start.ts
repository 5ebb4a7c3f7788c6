import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { app, type BrowserWindow } from 'electron';
import { untilUsable, type PageMoments } from './until-usable.ts';

// What a measured package starts with, in the place of its own entry, which is loaded at the end: notes when what happened.
// Bundled as CommonJS and put into a copy of the package; nothing of it is in what is shipped.

/** How long after the showing it is listened for whether the main thread is held up. */
const listenMs = 3_000;
/** How often the delay is taken, which is part of every value. */
const resolutionMs = 1;
const nanoseconds = 1e6;
/** A page that never gets there is reported without its moments, which says where the start got stuck. */
const giveUpMs = 20_000;

const moments: Record<string, number> = { script: nowMs() };

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

app.once('ready', () => {
  moments['ready'] = nowMs();
});
app.once('browser-window-created', (_event, window) => {
  moments['window'] = nowMs();
  const blocks = new Promise<number>((resolve) => {
    window.once('show', () => {
      moments['shown'] = nowMs();
      resolve(longestBlock());
    });
  });
  void report(pageMoments(window), blocks);
});

async function pageMoments({ webContents }: BrowserWindow): Promise<Partial<PageMoments>> {
  return new Promise((resolve) => {
    setTimeout(resolve, giveUpMs, {});
    webContents.once('dom-ready', () => {
      // Of the frame: asked of its contents, it would wait until everything is loaded.
      const asked = webContents.mainFrame.executeJavaScript(`(${untilUsable.toString()})()`);
      void (asked as Promise<PageMoments>).then(resolve);
    });
  });
}

async function longestBlock(): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  await new Promise((resolve) => setTimeout(resolve, listenMs));
  delays.disable();
  return Math.max(0, delays.max / nanoseconds - resolutionMs);
}

async function report(page: Promise<Partial<PageMoments>>, blocks: Promise<number>): Promise<void> {
  const [told, longest] = await Promise.all([page, blocks]);
  const whole = JSON.stringify({ ...moments, ...told, longestBlock: longest });
  writeFileSync(process.env['QUIETROOM_START_REPORT'] ?? '', whole);
}
