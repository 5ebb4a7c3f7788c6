import { DrivenWorker } from './driven-worker.ts';
import type { FrameWay } from './frame-way.ts';
// oxlint-disable-next-line import/default
import rawUrl from './raw-worker.ts?worker&url';

/** WebCrypto alone. */
export async function openRawWay(): Promise<FrameWay> {
  const sealer = new DrivenWorker(rawUrl);
  const opener = new DrivenWorker(rawUrl);
  const [encrypt, decrypt] = [{ operation: 'encrypt' }, { operation: 'decrypt' }];
  return {
    seal: {
      audio: await sealer.attach({ options: encrypt, isVideo: false }),
      video: await sealer.attach({ options: encrypt, isVideo: true }),
    },
    open: {
      audio: await opener.attach({ options: decrypt, isVideo: false }),
      video: await opener.attach({ options: decrypt, isVideo: true }),
    },
  };
}
