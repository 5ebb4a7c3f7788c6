import type { types } from 'mediasoup';
import { rtpCapabilities as rtpCapabilitiesSchema } from '../../src/contract/media-schema.ts';
import type { MediaRoom, MediaTransport } from './media-port.ts';
import type { RtpCapabilities } from './media-types.ts';
import { MediasoupTransport } from './mediasoup-transport.ts';
import { isOfferedExtension } from './router-codecs.ts';
import { askWorker, readByContract } from './worker-answer.ts';

/** Bits per second. */
export interface MediaBounds {
  /** What one seat may send over all its media. */
  readonly incomingBitrate: number;
  /** What the server assumes that a receiver can take before it has measured it. */
  readonly initialOutgoingBitrate: number;
}

/** A router on mediasoup, on the WebRTC server of its worker. */
export class MediasoupRoom implements MediaRoom {
  readonly routerRtpCapabilities: RtpCapabilities;
  readonly #router: types.Router;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #bounds: MediaBounds;
  #transportCount = 0;

  constructor(router: types.Router, webRtcServer: types.WebRtcServer, bounds: MediaBounds) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
    this.#bounds = bounds;
    const { codecs, headerExtensions = [] } = router.rtpCapabilities;
    this.routerRtpCapabilities = readByContract(rtpCapabilitiesSchema, {
      codecs,
      headerExtensions: headerExtensions.filter(({ uri }) => isOfferedExtension(uri)),
    });
    router.observer.on('newtransport', (transport) => {
      this.#transportCount += 1;
      transport.observer.once('close', () => {
        this.#transportCount -= 1;
      });
    });
  }

  get transportCount(): number {
    return this.#transportCount;
  }

  onFailed(listener: () => void): void {
    if (this.#router.closed) queueMicrotask(listener);
    else this.#router.once('workerclose', listener);
  }

  async openTransport(direction: 'send' | 'recv'): Promise<MediaTransport> {
    const transport = await askWorker(() =>
      this.#router.createWebRtcTransport({
        webRtcServer: this.#webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        enableSctp: false,
        initialAvailableOutgoingBitrate: this.#bounds.initialOutgoingBitrate,
      }),
    );
    if (direction === 'send') {
      await askWorker(() => transport.setMaxIncomingBitrate(this.#bounds.incomingBitrate));
    }
    return new MediasoupTransport(transport);
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities });
  }

  close(): void {
    this.#router.close();
  }
}
