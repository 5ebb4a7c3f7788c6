import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What mediasoup-client carries for other browsers, for React Native and for its users' tests. */
const elsewhere =
  /[\\/]mediasoup-client[\\/]lib[\\/](?:handlers[\\/](?:Chrome74|FakeHandler|Firefox120|ReactNative106|Safari12)|test[\\/]fakeParameters)\.js$/u;

/** Its data channels: ours is the relay, and the server opens none. */
const dataChannels = /[\\/]mediasoup-client[\\/]lib[\\/]Data(?:Consumer|Producer)\.js$/u;

/** What it compares two offers of H.264 with. Our calls are VP8; a server that offers anything else is refused by it. */
const otherCodecs = /[\\/]h264-profile-level-id[\\/]lib[\\/]index\.js$/u;

/** Node's EventEmitter as a package, of which mediasoup-client uses a tenth. */
const wholeEmitter = 'events-alias';

/**
 * Empties what of mediasoup-client only runs outside of today's Chromium, and outside of our calls: `renderer/media/load-device.ts` refuses every
 * other browser. It would not only weigh: the handler for Firefox calls `captureStream`, and nothing that records is in
 * a bundle of ours. What it takes of Node comes from `small-emitter.ts`.
 */
export function chromiumOnly(): Plugin {
  return {
    name: 'quietroom:chromium-only',
    enforce: 'pre',
    resolveId: (source) =>
      source === wholeEmitter ? join(import.meta.dirname, 'small-emitter.ts') : null,
    load(id) {
      const unused = [elsewhere, dataChannels, otherCodecs].some((files) => files.test(id));
      return unused ? 'module.exports = {};' : null;
    },
  };
}
