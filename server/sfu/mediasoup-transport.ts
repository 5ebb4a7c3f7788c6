import type { types } from 'mediasoup';
import {
  iceParameters,
  rtpParameters as rtpParametersSchema,
  transportOffer,
} from '../../src/contract/media-schema.ts';
import type { TransportOffer } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaConsumer, MediaProducer, MediaTransport } from './media-port.ts';
import type { DtlsParameters, IceParameters } from './media-types.ts';
import { askWorker, readByContract } from './worker-answer.ts';

/** A WebRTC transport on mediasoup. */
export class MediasoupTransport implements MediaTransport {
  readonly offer: TransportOffer;
  readonly #transport: types.WebRtcTransport;
  #isConnected = false;

  constructor(transport: types.WebRtcTransport) {
    this.#transport = transport;
    const { role, fingerprints } = transport.dtlsParameters;
    this.offer = readByContract(transportOffer, {
      id: transport.id,
      iceParameters: transport.iceParameters,
      iceCandidates: transport.iceCandidates,
      dtlsParameters: {
        role,
        // The browser's side uses one of the list, and not the strongest: leave it no choice.
        fingerprints: fingerprints.filter(({ algorithm }) => algorithm === 'sha-256'),
      },
    });
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#isConnected) throw new AppError('conflict', 'transport is connected already');
    this.#isConnected = true;
    await askWorker(() => this.#transport.connect({ dtlsParameters }));
  }

  async restartIce(): Promise<IceParameters> {
    const parameters = await askWorker(() => this.#transport.restartIce());
    return readByContract(iceParameters, parameters);
  }

  async produce(options: Parameters<MediaTransport['produce']>[0]): Promise<MediaProducer> {
    const { kind, rtpParameters } = options;
    if (rtpParameters.codecs.some(usesDtx)) throw new AppError('bad-request', 'dtx is off');
    return askWorker(() => this.#transport.produce({ kind, rtpParameters }));
  }

  async consume(options: Parameters<MediaTransport['consume']>[0]): Promise<MediaConsumer> {
    const consumer = await askWorker(() => this.#transport.consume(options));
    return {
      id: consumer.id,
      rtpParameters: readByContract(rtpParametersSchema, consumer.rtpParameters),
      resume: () => askWorker(() => consumer.resume()),
      close: () => {
        consumer.close();
      },
    };
  }

  close(): void {
    this.#transport.close();
  }
}

/** Silence that is not sent tells when somebody speaks (e2ee.md, Frames). */
function usesDtx({ parameters }: { readonly parameters?: Readonly<Record<string, unknown>> }) {
  return Number(parameters?.['usedtx'] ?? 0) !== 0;
}
