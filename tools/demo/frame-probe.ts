import type { BrowserContext, Page } from 'playwright-core';

/**
 * What a page saw, in milliseconds since 1970. Both browsers run on one machine, and `performance.timeOrigin` brings
 * their monotonic clocks together, so times of two pages may be subtracted.
 */
interface FrameProbe {
  pressedAtMs?: number;
  ownFrameAtMs?: number;
  remoteFrameAtMs?: number;
  readonly connections: RTCPeerConnection[];
}

declare global {
  interface Window {
    frameProbe?: FrameProbe;
  }
}

/** Watches a page, or every page of a context, from before its first script. The product carries no code for it. */
export async function installFrameProbe(target: BrowserContext | Page): Promise<void> {
  await target.addInitScript(watchFrames);
}

/** When the page first presented a frame of somebody else's; null before. What nobody can see, as at a warm-up, is none. */
export async function remoteFrameAtMs(page: Page): Promise<number | null> {
  return page.evaluate(() => window.frameProbe?.remoteFrameAtMs ?? null);
}

/** When the page began to load. */
export async function whenNavigated(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin);
}

/** Waits until the page has presented a frame, of its own camera or of somebody else's. */
export async function whenFirstFrame(page: Page, whose: 'own' | 'remote'): Promise<number> {
  const handle =
    whose === 'own'
      ? await page.waitForFunction(() => window.frameProbe?.ownFrameAtMs ?? 0)
      : await page.waitForFunction(() => window.frameProbe?.remoteFrameAtMs ?? 0);
  return handle.jsonValue();
}

/** When a pointer was last released in the page: the press of a button. @throws Error when none was */
export async function whenPressed(page: Page): Promise<number> {
  return page.evaluate(() => {
    const pressedAtMs = window.frameProbe?.pressedAtMs;
    if (!pressedAtMs) throw new Error('nothing was pressed in this page');
    return pressedAtMs;
  });
}

/** Waits until a button of this name can be pressed; looks once per frame. */
export async function whenButtonWorks(page: Page, name: string): Promise<number> {
  const handle = await page.waitForFunction((wanted) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('button:enabled')];
    const found = buttons.find(({ textContent }) => textContent.trim() === wanted);
    return found && found.ariaDisabled !== 'true' ? performance.timeOrigin + performance.now() : 0;
  }, name);
  return handle.jsonValue();
}

/** Runs inside the page, so it may use nothing from outside itself. */
function watchFrames(): void {
  const nowMs = (): number => performance.timeOrigin + performance.now();
  const remoteTrackIds = new Set<string>();
  const probe: FrameProbe = { connections: [] };
  window.frameProbe = probe;

  addEventListener(
    'pointerup',
    () => {
      probe.pressedAtMs = nowMs();
    },
    { capture: true },
  );

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
      this.addEventListener('track', ({ track }) => remoteTrackIds.add(track.id));
    }
  };

  const watch = (video: HTMLVideoElement, source: MediaProvider): void => {
    video.requestVideoFrameCallback(() => {
      const [track] = source instanceof MediaStream ? source.getVideoTracks() : [];
      if (video.srcObject !== source || !track) return;
      // Decoded is not presented: an element that nobody can see yet is looked at again with its next frame.
      if (!video.checkVisibility()) {
        watch(video, source);
        return;
      }
      if (remoteTrackIds.has(track.id)) probe.remoteFrameAtMs ??= nowMs();
      else probe.ownFrameAtMs ??= nowMs();
    });
  };
  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...property,
    set(this: HTMLMediaElement, source: MediaProvider | null) {
      property?.set?.call(this, source);
      if (this instanceof HTMLVideoElement && source) watch(this, source);
    },
  });
}
