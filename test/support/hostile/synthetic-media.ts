import type { FrameTotals } from '../../../renderer/media/sent-frames.ts';
import type { LiveMedia } from '../../../renderer/media/live-media.ts';
import type { EnterOptions, MediaEngine } from '../../../renderer/media/media-engine.ts';
import type { OwnTrack } from '../../../renderer/media/outgoing-media.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { CallResult } from '../../../src/contract/contract.ts';
import type { ConsumerOffer, MediaSource, Signaling } from '../../../src/contract/signaling.ts';
import { FakeTrack } from '../fake-track.ts';
import { audioParameters, cameraParameters } from '../test-session.ts';
import { SyntheticEnd } from './synthetic-end.ts';

const patienceMs = 20_000;

interface Sent {
  readonly who: string;
  readonly source: MediaSource;
}

interface Received {
  readonly who: string;
  readonly offer: ConsumerOffer;
  readonly end: SyntheticEnd;
}

/** The frames of a room on their way: what the SFU's media plane does, in the hands of a test. */
export class FrameNet {
  /** Every sealed frame that left a sender, in order. */
  readonly recorded: { readonly producerId: string; readonly frame: Bytes }[] = [];
  /** False: the server keeps every frame to itself, and a test delivers what it likes. */
  isCarrying = true;
  readonly #sent = new Map<string, Sent>();
  readonly #received = new Set<Received>();
  readonly #underWay = new Set<Promise<void>>();

  addProducer(producerId: string, sent: Sent): void {
    this.#sent.set(producerId, sent);
  }

  addConsumer(received: Received): void {
    this.#received.add(received);
  }

  removeConsumer(received: Received): void {
    this.#received.delete(received);
  }

  /** Where somebody's frames come in at somebody else: the tracks that the server's offers named. */
  receivers(at: string, from: string, source: MediaSource): readonly SyntheticEnd[] {
    return [...this.#received]
      .filter(({ who, offer }) => {
        const sent = this.#sent.get(offer.producerId);
        return who === at && sent?.who === from && sent.source === source;
      })
      .map(({ end }) => end);
  }

  /** What the server has offered somebody of somebody else's tracks. */
  offerTo(at: string, from: string, source: MediaSource): ConsumerOffer {
    const found = [...this.#received].find(({ who, offer }) => {
      const sent = this.#sent.get(offer.producerId);
      return who === at && sent?.who === from && sent.source === source;
    });
    if (!found) throw new Error(`${at} was offered no ${source} of ${from}`);
    return found.offer;
  }

  carry(producerId: string, frame: Bytes): void {
    this.recorded.push({ producerId, frame });
    if (!this.isCarrying) return;
    for (const { offer, end } of this.#received) {
      if (offer.producerId !== producerId) continue;
      const delivered = end.put(frame).finally(() => this.#underWay.delete(delivered));
      this.#underWay.add(delivered);
    }
  }

  /**
   * Until every frame that was carried has come through or was dropped. The first picture of a seat that nobody is known at waits
   * for a key, by a clock that stands still: a test that carries one there lets time go by, or does not carry it.
   */
  async settled(): Promise<void> {
    let cancel: () => void = () => undefined;
    const patience = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('a frame waits for a key'));
      }, patienceMs);
      cancel = () => {
        clearTimeout(timer);
      };
    });
    try {
      await Promise.race([Promise.all(this.#underWay), patience]);
    } finally {
      cancel();
    }
  }

  /** Frames of one sender so far, sealed. */
  recordedOf(who: string, source: MediaSource): readonly Bytes[] {
    return this.recorded
      .filter(({ producerId }) => {
        const sent = this.#sent.get(producerId);
        return sent?.who === who && sent.source === source;
      })
      .map(({ frame }) => frame);
  }
}

/** Media without WebRTC: producers and consumers at the real server, frames over the net above. */
class SyntheticMedia implements LiveMedia {
  readonly ready = Promise.resolve();
  readonly senders = new Map<MediaSource, SyntheticEnd>();
  /** Resolve when the server knows what is sent. */
  readonly producing = new Map<MediaSource, Promise<void>>();
  readonly #options: EnterOptions;
  readonly #net: FrameNet;
  readonly #who: string;
  readonly #received = new Map<string, Received>();

  constructor(who: string, net: FrameNet, options: EnterOptions) {
    this.#who = who;
    this.#net = net;
    this.#options = options;
    options.scope.own(() => {
      for (const received of this.#received.values()) this.#net.removeConsumer(received);
      for (const end of this.senders.values()) end.close();
    });
    this.take(options.presence.consumers);
    queueMicrotask(() => {
      if (!options.scope.isClosed) options.onHealth('connected');
    });
  }

  take(offers: readonly ConsumerOffer[]): void {
    for (const offer of offers) {
      const end = new SyntheticEnd();
      // No Node has WebRTC's objects; the transforms of these tests take the streams of an end, and nothing else.
      const receiver = end as unknown as RTCRtpReceiver;
      this.#options.transforms.attachReceiver(receiver, offer.seatId, offer.source);
      const received = { who: this.#who, offer, end };
      this.#received.set(offer.consumerId, received);
      this.#net.addConsumer(received);
    }
    this.#tell();
  }

  setMuted(): void {
    // Nobody mutes here.
  }

  pictureShown(): void {
    // There is no screen here.
  }

  requestPictures(): void {
    // Every frame stands for itself here.
  }

  giveKeyFrame(): void {
    // As above.
  }

  drop(consumerId: string): void {
    const received = this.#received.get(consumerId);
    if (!received) return;
    this.#received.delete(consumerId);
    this.#net.removeConsumer(received);
    received.end.close();
    this.#tell();
  }

  send(source: MediaSource, { track }: OwnTrack): void {
    if (!track || this.senders.has(source)) return;
    const { calls, transforms } = this.#options;
    let producerId = '';
    const end = new SyntheticEnd((frame) => {
      this.#net.carry(producerId, frame);
    });
    this.senders.set(source, end);
    // As above: an end has the streams, which is all that is taken of a sender.
    transforms.attachSender(end as unknown as RTCRtpSender, source);
    const parameters = source === 'audio' ? audioParameters() : cameraParameters();
    // Whoever leaves at once sends nothing.
    const produced = calls.call('media.produce', { ...parameters, source }).then((answer) => {
      ({ producerId } = answer);
      this.#net.addProducer(producerId, { who: this.#who, source });
    });
    this.producing.set(
      source,
      produced.catch(() => undefined),
    );
  }

  sentFrames(): Promise<FrameTotals> {
    return Promise.resolve(
      new Map([...this.senders].map(([source, { passed }]) => [source, passed.length])),
    );
  }

  counters(): Promise<null> {
    return Promise.resolve(null);
  }

  #tell(): void {
    this.#options.onTracks(
      [...this.#received.values()].map(({ offer: { seatId, source, kind, muted } }) => ({
        seatId,
        source,
        muted,
        track: new FakeTrack(kind),
      })),
    );
  }
}

/** The engine of one page. */
export class SyntheticEngine implements MediaEngine {
  readonly #who: string;
  readonly #net: FrameNet;
  #live: SyntheticMedia | null = null;

  constructor(who: string, net: FrameNet) {
    this.#who = who;
    this.#net = net;
  }

  isSupported(): boolean {
    return true;
  }

  prepare(routerRtpCapabilities: CallResult<Signaling, 'room.open'>['routerRtpCapabilities']) {
    return Promise.resolve({
      rtpCapabilities: routerRtpCapabilities,
      warmUp: () => Promise.resolve(),
      enter: (options: EnterOptions) => {
        this.#live = new SyntheticMedia(this.#who, this.#net, options);
        return this.#live;
      },
    });
  }

  /** Where frames of our own go in, once the server knows of them. */
  async sender(source: MediaSource): Promise<SyntheticEnd> {
    await this.#live?.producing.get(source);
    const end = this.#live?.senders.get(source);
    if (!end) throw new Error(`${this.#who} sends no ${source}`);
    return end;
  }
}
