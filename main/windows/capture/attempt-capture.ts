import type { Clock, Random } from '../../../src/base/ports.ts';
import type { NoVerdict } from '../../../src/contract/capture-schema.ts';
import type { CaptureAttempt } from '../../../src/domain/capture-standing.ts';
import { drawMarker, type Marker } from './capture-marker.ts';
import { bandsOf, hasMarker, type Bitmap } from './find-marker.ts';

/** A window with a marker in it. */
export interface MarkedWindow {
  /** What its page has painted where the marker is, taken from the page and not from the screen. */
  painted(): Promise<Bitmap>;
  /** Takes the marker away, or the window that was made for it. Never rejects. */
  clear(): Promise<void>;
}

/** What the system's own capturing gives. */
export interface Captured {
  /** The picture of the window itself, where the system has it in its list. */
  readonly window: Bitmap | null;
  readonly screens: readonly Bitmap[];
}

/** What an attempt needs of the shell. */
export interface CaptureStage {
  /** Why none may be made now; null: it may. Asked before each step. */
  obstacle(): NoVerdict | null;
  /** Draws a marker over the app's own page. */
  markOwn(marker: Marker): Promise<MarkedWindow>;
  /** Opens a window without protection, which holds only this marker. */
  openControl(marker: Marker): Promise<MarkedWindow>;
  /** Captures the screens, and the window if it is listed, as any other program could. */
  capture(window: MarkedWindow): Promise<Captured>;
}

export interface AttemptOptions {
  readonly stage: CaptureStage;
  /** False where nothing could be hidden: then a control would prove nothing. */
  readonly needsControl: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/** A page paints within a frame or two; this is for one that has just been loaded. */
const paintLooks = 20;
const paintLookMs = 50;
/** A screen shows what a page has painted a moment later. */
const settleMs = 80;

type Look = { readonly kind: 'looked'; readonly inWindow: boolean; readonly onScreen: boolean };
type NotMade = Extract<CaptureAttempt, { kind: 'not-made' }>;

/**
 * Tries to capture the own window as a recorder would, and looks for a marker in it that was drawn for this. Not seeing it
 * means something only if a window without protection is seen by the same means right after. Pictures are let go here.
 */
export async function attemptCapture(options: AttemptOptions): Promise<CaptureAttempt> {
  const { stage, needsControl } = options;
  const own = await lookAt(options, (marker) => stage.markOwn(marker));
  if (own.kind === 'not-made') return own;
  const seen = own.inWindow || own.onScreen;
  if (seen || !needsControl) return { kind: 'made', seen, controlSeen: null };
  const control = await lookAt(options, (marker) => stage.openControl(marker));
  if (control.kind === 'not-made') return control;
  // By both ways in which the own window was looked for: otherwise one of them may be blind.
  return { kind: 'made', seen, controlSeen: control.inWindow && control.onScreen };
}

async function lookAt(
  { stage, clock, random }: AttemptOptions,
  mark: (marker: Marker) => Promise<MarkedWindow>,
): Promise<Look | NotMade> {
  const marker = drawMarker(random);
  const before = stage.obstacle();
  if (before !== null) return notMade(before);
  const window = await mark(marker);
  try {
    if (!(await isPainted(window, marker, clock))) return notMade('not-painted');
    await sleep(clock, settleMs);
    const obstacle = stage.obstacle();
    if (obstacle !== null) return notMade(obstacle);
    const { window: picture, screens } = await stage.capture(window);
    const inWindow = picture !== null && (await isIn(picture, marker, clock));
    let onScreen = false;
    for (const screen of screens) onScreen ||= await isIn(screen, marker, clock);
    // A page that was loaded again meanwhile has lost it: then not seeing it says nothing.
    const isStillThere = hasMarker(await window.painted(), marker);
    const after = stage.obstacle();
    if (after !== null) return notMade(after);
    if (!inWindow && !onScreen && !isStillThere) return notMade('not-painted');
    return { kind: 'looked', inWindow, onScreen };
  } finally {
    await window.clear();
  }
}

/** Others have their turn in between: on a large screen the whole takes a while. */
async function isIn(picture: Bitmap, marker: Marker, clock: Clock): Promise<boolean> {
  for (const band of bandsOf(picture)) {
    await sleep(clock, 0);
    if (hasMarker(band, marker)) return true;
  }
  return false;
}

async function isPainted(window: MarkedWindow, marker: Marker, clock: Clock): Promise<boolean> {
  for (let look = 0; look < paintLooks; look += 1) {
    if (hasMarker(await window.painted(), marker)) return true;
    await sleep(clock, paintLookMs);
  }
  return false;
}

function notMade(why: NoVerdict): NotMade {
  return { kind: 'not-made', why };
}

function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
