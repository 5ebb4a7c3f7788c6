import { observer, type types } from 'mediasoup';
import type { Bytes } from '../../../src/base/bytes.ts';
import { pictureAssembler, soundAssembler } from './frame-assembler.ts';
import { readRtpPacket } from './rtp-packet.ts';

/** What the SFU could read of one track, from its first packet on. */
export interface TappedTrack {
  /** Who sends it, as its room counts: 0 is whoever sent first. */
  readonly sender: number;
  readonly kind: types.MediaKind;
  /** Every whole frame, in order. */
  readonly frames: readonly Bytes[];
  /** Every packet's payload. */
  readonly payloads: readonly Uint8Array[];
}

interface OpenTrack extends TappedTrack {
  readonly frames: Bytes[];
  readonly payloads: Uint8Array[];
}

// A minute of sound and more; what comes later is not kept.
const mostFrames = 3500;

/**
 * Listens to everything that the media workers of this process route, through mediasoup's own observer: the server has no
 * such hook, and takes no part in it. Whoever listens must begin before the server starts, in the server's own process.
 */
export class MediaTap {
  readonly #tracks: OpenTrack[] = [];
  readonly #failures: unknown[] = [];

  constructor() {
    observer.on('newworker', this.#onWorker);
  }

  /** @throws Error when something was missed: a tap that is deaf proves nothing */
  get tracks(): readonly TappedTrack[] {
    if (this.#failures.length > 0) throw new AggregateError(this.#failures, 'the tap missed media');
    return this.#tracks;
  }

  /** Hears of no more workers. Those that it listens to end with their server. */
  close(): void {
    observer.off('newworker', this.#onWorker);
  }

  readonly #onWorker = (worker: types.Worker): void => {
    worker.observer.on('newrouter', (router) => {
      this.#watchRoom(router);
    });
  };

  #watchRoom(router: types.Router): void {
    const senders: types.Transport[] = [];
    let listening: Promise<types.DirectTransport> | null = null;
    router.observer.on('newtransport', (transport) => {
      transport.observer.on('newproducer', (producer) => {
        if (!senders.includes(transport)) senders.push(transport);
        listening ??= router.createDirectTransport();
        this.#listen(router, listening, producer, senders.indexOf(transport)).catch(
          (error: unknown) => {
            if (!producer.closed) this.#failures.push(error);
          },
        );
      });
    });
  }

  async #listen(
    router: types.Router,
    listening: Promise<types.DirectTransport>,
    producer: types.Producer,
    sender: number,
  ): Promise<void> {
    const { kind } = producer;
    const { codecs = [] } = router.rtpCapabilities;
    const consumer = await (
      await listening
    ).consume({
      producerId: producer.id,
      // Without retransmissions: they would come beside the packets, not instead of them.
      rtpCapabilities: { codecs: codecs.filter(({ mimeType }) => !mimeType.endsWith('/rtx')) },
      // Resumed with a listener in place; the SFU then asks for a key frame.
      paused: true,
    });
    const track: OpenTrack = { sender, kind, frames: [], payloads: [] };
    this.#tracks.push(track);
    const assembler = kind === 'audio' ? soundAssembler : pictureAssembler();
    consumer.on('rtp', (bytes) => {
      const packet = track.frames.length < mostFrames ? readRtpPacket(bytes) : null;
      if (!packet) return;
      track.payloads.push(packet.payload);
      const frame = assembler.take(packet);
      if (frame) track.frames.push(frame);
    });
    await consumer.resume();
  }
}
