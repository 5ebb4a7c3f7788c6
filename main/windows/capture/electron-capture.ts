import {
  BrowserWindow,
  desktopCapturer,
  screen,
  systemPreferences,
  type NativeImage,
  type WebContents,
} from 'electron';
import type { NoVerdict } from '../../../src/contract/capture-schema.ts';
import type { Captured, CaptureStage, MarkedWindow } from './attempt-capture.ts';
import { markerCss, markerHeight, markerWidth, type Marker } from './capture-marker.ts';
import type { Bitmap } from './find-marker.ts';
import type { WindowProtection } from './window-protection.ts';

/** The control: large enough for its marker, and for every system's list of windows. */
const controlSize = { width: 320, height: 120 } as const;

export interface ElectronCaptureOptions {
  /** The app's window; null: there is none any more. */
  readonly window: () => BrowserWindow | null;
  readonly protection: WindowProtection;
}

/** The self-test's stage in real Electron. The one place that captures a screen, for the marker's sake. */
export function createElectronCapture({
  window,
  protection,
}: ElectronCaptureOptions): CaptureStage {
  const playing = { isAnything: (): boolean => false };
  const own = window();
  if (own) playing.isAnything = followPlaying(own.webContents);
  return {
    obstacle: () => systemObstacle() ?? windowObstacle(window(), playing.isAnything()),
    markOwn: async (marker) => {
      const found = window();
      if (!found) throw new Error('no window');
      const unmark = await mark(found.webContents, marker);
      return marked(found, unmark);
    },
    openControl: async (marker) => {
      const control = protection.makeBare(() => makeControl(window()));
      const close = (): Promise<void> => {
        if (!control.isDestroyed()) control.destroy();
        return Promise.resolve();
      };
      try {
        await control.loadURL('about:blank');
        await mark(control.webContents, marker);
        control.showInactive();
        return marked(control, close);
      } catch (error) {
        await close();
        throw error;
      }
    },
    capture,
  };
}

/** Which window a marked one is: the list of sources has it by this id. */
const sourceIds = new WeakMap<MarkedWindow, string>();

function marked(window: BrowserWindow, clear: () => Promise<void>): MarkedWindow {
  const area = { x: 0, y: 0, width: markerWidth, height: markerHeight };
  const one: MarkedWindow = {
    painted: async () =>
      window.isDestroyed() ? nothing : bitmapOf(await window.webContents.capturePage(area)),
    clear,
  };
  sourceIds.set(one, window.getMediaSourceId());
  return one;
}

async function mark(contents: WebContents, marker: Marker): Promise<() => Promise<void>> {
  // Beside the page's security policy. Not of the user's origin: such a sheet cannot be taken away again (Electron 33).
  const key = await contents.insertCSS(markerCss(marker));
  return async () => {
    // A page that is gone has taken it along.
    await contents.removeInsertedCSS(key).catch(() => undefined);
  };
}

async function capture(window: MarkedWindow): Promise<Captured> {
  const sources = await desktopCapturer.getSources({
    types: ['window', 'screen'],
    thumbnailSize: largestDisplay(),
  });
  const id = windowNumber(sourceIds.get(window) ?? '');
  const own = sources.find((source) => windowNumber(source.id) === id);
  return {
    window: own ? bitmapOf(own.thumbnail) : null,
    screens: sources
      .filter((source) => source.id.startsWith('screen:'))
      .map(({ thumbnail }) => bitmapOf(thumbnail)),
  };
}

/** In its own pixels: smaller ones are enlarged to that, which the marker's search does not mind. */
function largestDisplay(): { width: number; height: number } {
  const sizes = screen.getAllDisplays().map(({ size, scaleFactor }) => ({
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
  }));
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  };
}

/** `window:NUMBER:PROCESS`: what follows the number differs between the two ways of asking. */
function windowNumber(sourceId: string): string | null {
  return /^window:([0-9]+):/u.exec(sourceId)?.[1] ?? null;
}

const nothing: Bitmap = { width: 0, height: 0, pixels: new Uint8Array() };

function bitmapOf(image: NativeImage): Bitmap {
  return { ...image.getSize(), pixels: image.toBitmap() };
}

function systemObstacle(): NoVerdict | null {
  if (process.platform === 'linux' && isWayland(process.env)) return 'would-ask';
  if (
    process.platform === 'darwin' &&
    systemPreferences.getMediaAccessStatus('screen') !== 'granted'
  ) {
    return 'not-permitted';
  }
  return null;
}

function isWayland(environment: NodeJS.ProcessEnv): boolean {
  const { XDG_SESSION_TYPE: type, WAYLAND_DISPLAY: display = '' } = environment;
  return type === 'wayland' || display !== '';
}

function windowObstacle(window: BrowserWindow | null, isPlaying: boolean): NoVerdict | null {
  if (!window || window.isDestroyed()) return 'not-painted';
  if (!window.isVisible() || window.isMinimized()) return 'not-painted';
  return isPlaying ? 'in-call' : null;
}

/** Whether anything plays in a page: nobody's picture is ever in one that a test takes. */
function followPlaying(contents: WebContents): () => boolean {
  let players = 0;
  contents.on('media-started-playing', () => {
    players += 1;
  });
  contents.on('media-paused', () => {
    players = Math.max(0, players - 1);
  });
  contents.on('did-navigate', () => {
    players = 0;
  });
  return () => players > 0;
}

function makeControl(beside: BrowserWindow | null): BrowserWindow {
  const place = beside?.getBounds() ?? { x: 0, y: 0 };
  return new BrowserWindow({
    // Windows without a title are in no list.
    title: 'Quietroom',
    ...controlSize,
    x: place.x,
    y: place.y,
    useContentSize: true,
    frame: false,
    show: false,
    focusable: false,
    skipTaskbar: true,
    resizable: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      devTools: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
}
