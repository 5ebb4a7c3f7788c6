import type { RunningElectronApp } from './electron-app.ts';

// A page whose process has died is none to Playwright any more: from then on it is reached by the app around it.

/** What a page that died in the middle of an answer owes is never paid. */
const answerMs = 2_000;

/** Runs a program in the app's page, as it is now; undefined when it does not answer. */
export async function inPage(
  { application }: RunningElectronApp,
  program: string,
): Promise<unknown> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, answerMs, undefined);
  });
  const answer = application.evaluate(async ({ BrowserWindow }, text) => {
    const [window] = BrowserWindow.getAllWindows();
    const result: unknown = await window?.webContents.executeJavaScript(text);
    return result;
  }, program);
  answer.catch(() => undefined);
  return Promise.race([answer, late]);
}

/** Ends the process of the app's page as the system does when memory runs out. */
export async function killPage({ application }: RunningElectronApp): Promise<void> {
  await application.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents) process.kill(contents.getOSProcessId(), 'SIGKILL');
  });
}

/** Pictures of the other side that the page has shown so far: those of one's own camera are not counted. */
async function picturesSeen(app: RunningElectronApp): Promise<number> {
  const program = `[...document.querySelectorAll('video')].reduce((sum, video) => {
    const track = video.srcObject?.getVideoTracks()[0];
    const isOwn = !track || track.label.startsWith('fake_device');
    return isOwn ? sum : sum + video.getVideoPlaybackQuality().totalVideoFrames;
  }, 0)`;
  const seen = await inPage(app, program).catch(() => 0);
  return typeof seen === 'number' ? seen : 0;
}

/** Settles when pictures of the other side come: more than there were, and then more again. */
export async function untilPicturesCome(
  app: RunningElectronApp,
  fromMs: number,
  withinMs: number,
): Promise<number> {
  let last = await picturesSeen(app);
  let growing = 0;
  while (growing < 3) {
    if (Date.now() - fromMs > withinMs) throw new Error('no picture came');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const seen = await picturesSeen(app);
    growing = seen > last ? growing + 1 : 0;
    last = seen;
  }
  return Date.now() - fromMs;
}
