import type { BatchResult, DriverAnswer, DriverRequest, FrameBatch } from './frame-batch.ts';
import { SyntheticTrack } from './synthetic-track.ts';

// Loads a worker's script as it ships, and gives it tracks the way the browser would: by `rtctransform` events. Frames then
// take the script's own way through its own streams, in a dedicated worker. The two ends, the frames and the clock are the
// same whosever script it is.

/** A dedicated worker's global scope, which the compiler's library for pages does not describe. */
interface DriverScope {
  importScripts(url: string): void;
  addEventListener(name: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  onrtctransform: ((event: { readonly transformer: unknown }) => void) | null;
}

const scope = globalThis as unknown as DriverScope;
const tracks: SyntheticTrack[] = [];

// Before the script: its own listener must not see this one message.
scope.addEventListener('message', (event) => {
  if (event.data !== 'drive') return;
  event.stopImmediatePropagation();
  const [port] = event.ports;
  if (port) listen(port);
});
scope.importScripts(new URL(location.href).searchParams.get('script') ?? '');

function listen(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<DriverRequest>) => {
    void answer(data).then((message) => {
      const buffers = 'ok' in message && typeof message.ok === 'object' ? message.ok.frames : [];
      port.postMessage(message, [...buffers]);
    });
  };
}

async function answer(request: DriverRequest): Promise<DriverAnswer> {
  try {
    if ('batch' in request) return { ok: await run(request.batch) };
    const { options, isVideo } = request.attach;
    const track = new SyntheticTrack(isVideo);
    const { readable, writable } = track;
    scope.onrtctransform?.({ transformer: { readable, writable, options } });
    return { ok: tracks.push(track) - 1 };
  } catch (error) {
    return { problem: String(error) };
  }
}

async function run(batch: FrameBatch): Promise<BatchResult> {
  const track = tracks[batch.track];
  if (!track) throw new Error('no such track');
  const frames: ArrayBuffer[] = [];
  const take = batch.keep
    ? (data: ArrayBuffer): void => void frames.push(data)
    : // What the browser does with a frame that is written: it copies the bytes and detaches the buffer (Chromium 156).
      (data: ArrayBuffer): void => void data.transfer(0);
  const microseconds =
    batch.intervalMs === null
      ? await burst(track, batch.frames, take)
      : await pace(track, batch.frames, batch.intervalMs, take);
  return { frames, microseconds };
}

async function burst(
  track: SyntheticTrack,
  frames: readonly ArrayBuffer[],
  take: (data: ArrayBuffer) => void,
): Promise<number[]> {
  const done = track.collect(frames.length, take);
  const startedMs = performance.now();
  for (const frame of frames) track.put(frame);
  await done;
  return [((performance.now() - startedMs) * 1000) / frames.length];
}

async function pace(
  track: SyntheticTrack,
  frames: readonly ArrayBuffer[],
  intervalMs: number,
  take: (data: ArrayBuffer) => void,
): Promise<number[]> {
  const putMs: number[] = [];
  const microseconds: number[] = [];
  const done = track.collect(frames.length, (data) => {
    const tookMs = performance.now() - (putMs[microseconds.length] ?? 0);
    microseconds.push(tookMs * 1000);
    take(data);
  });
  for (const frame of frames) {
    putMs.push(performance.now());
    track.put(frame);
    await new Promise((resolve) => {
      setTimeout(resolve, intervalMs);
    });
  }
  await done;
  return microseconds;
}
