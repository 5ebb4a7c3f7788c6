// oxlint-disable-next-line import/default
import callsUrl from './calls-worker.ts?worker&url';
import type { RunBatch } from './driven-worker.ts';
import type { BatchResult } from './frame-batch.ts';
import type { FrameWay } from './frame-way.ts';

/** WebCrypto's calls alone. Back to back only: there is nothing that could wait for a frame. */
export function openCallsWay(): Promise<FrameWay> {
  const encrypt = runnerOf('encrypt');
  const decrypt = runnerOf('decrypt');
  return Promise.resolve({
    seal: { audio: encrypt, video: encrypt },
    open: { audio: decrypt, video: decrypt },
  });
}

function runnerOf(operation: 'encrypt' | 'decrypt'): RunBatch {
  const worker = new Worker(callsUrl);
  return (frames, { keep }) =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<BatchResult>) => {
        resolve(data);
      };
      worker.postMessage({ operation, frames, keep }, [...frames]);
    });
}
