import type * as sealing from '../../renderer/media/worker-transforms.ts';

// Stands in for renderer/media/worker-transforms.ts in the pages of `dist-development/*-clear-media` (vite/clear-media.ts),
// and nowhere else. Here frames pass as the encoder made them.

/** Left on everything that a frame passes in clear: by it a test knows this module again in a bundle. */
const mark = 'quietroom-frames-in-clear';

export const createWorkerTransforms: typeof sealing.createWorkerTransforms = () => ({
  attachSender(sender) {
    Reflect.set(sender, mark, true);
  },
  attachReceiver(receiver) {
    Reflect.set(receiver, mark, true);
  },
});

export const encodedStreamsConfiguration: typeof sealing.encodedStreamsConfiguration = () => ({});
