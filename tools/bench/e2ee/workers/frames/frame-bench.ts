import { openCallsWay } from './calls-way.ts';
import type { FrameWay, TrackKind } from './frame-way.ts';
import { openLivekitWay } from './livekit-way.ts';
import { openOurWay } from './our-way.ts';
import { openRawWay } from './raw-way.ts';

/** Which frames, how many, and how quickly one after the other. */
export interface FrameTask {
  readonly kind: TrackKind;
  readonly sizeBytes: number;
  readonly count: number;
  /** Milliseconds from one frame to the next; null for back to back. */
  readonly intervalMs: number | null;
}

/** Microseconds per frame in both directions, and what a frame grew by. */
export interface FrameSample {
  readonly sealed: readonly number[];
  readonly opened: readonly number[];
  readonly addedBytes: number;
}

const openers = {
  ours: openOurWay,
  livekit: openLivekitWay,
  raw: openRawWay,
  calls: openCallsWay,
};

export type WayName = keyof typeof openers;

const ways = new Map<string, FrameWay>();
const checkedFrames = 5;
const backToBack = { intervalMs: null } as const;

/** Opens every way; all stay open, so that they can be measured in turn. @throws Error when one does not work */
export async function open(): Promise<void> {
  for (const [name, opener] of Object.entries(openers)) {
    const way = await opener();
    for (const kind of ['audio', 'video'] as const) {
      if (!(await givesBack(way, kind))) throw new Error(`${name} gives back something else`);
    }
    ways.set(name, way);
  }
}

/** Seals frames with one way; seals some more, which are kept for the other side; opens those. */
export async function measure(name: WayName, task: FrameTask): Promise<FrameSample> {
  const way = ways.get(name);
  if (!way) throw new Error(`${name} is not open`);
  const { kind, sizeBytes, intervalMs } = task;
  const sealed = await way.seal[kind](makeFrames(task), { intervalMs, keep: false });
  const { frames } = await way.seal[kind](makeFrames(task), { ...backToBack, keep: true });
  const addedBytes = Math.max(...frames.map(({ byteLength }) => byteLength)) - sizeBytes;
  const opened = await way.open[kind](frames, { intervalMs, keep: false });
  return { sealed: sealed.microseconds, opened: opened.microseconds, addedBytes };
}

/** Whether a way gives back what went in, and has made something else of it on the way. */
async function givesBack(way: FrameWay, kind: TrackKind): Promise<boolean> {
  const how = { ...backToBack, keep: true };
  const frames = makeFrames({ count: checkedFrames, sizeBytes: 1000 });
  const before = frames.map(copyOf);
  const sealed = await way.seal[kind](frames, how);
  const wire = sealed.frames.map(copyOf);
  const opened = await way.open[kind](sealed.frames, how);
  const after = opened.frames.map(copyOf);
  return before.every((frame, at) => isSame(frame, after[at]) && !isSame(frame, wire[at]));
}

function makeFrames({ count, sizeBytes }: Pick<FrameTask, 'count' | 'sizeBytes'>): ArrayBuffer[] {
  return Array.from({ length: count }, () => makeFrame(sizeBytes));
}

/** Random bytes that VP8 would call a delta frame. */
function makeFrame(sizeBytes: number): ArrayBuffer {
  const frame = crypto.getRandomValues(new Uint8Array(sizeBytes));
  frame[0] = 1;
  return frame.buffer;
}

function copyOf(buffer: ArrayBuffer): Uint8Array {
  return new Uint8Array(buffer.slice(0));
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.length === b?.length && a.every((byte, at) => byte === b[at]);
}
