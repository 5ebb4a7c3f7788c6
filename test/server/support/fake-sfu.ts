import { AppError } from '../../../src/errors/app-error.ts';
import type {
  MediaConsumer,
  MediaProducer,
  MediaRoom,
  MediaTransport,
  Sfu,
} from '../../../server/sfu/media-port.ts';
import type { RtpCapabilities, RtpParameters } from '../../../server/sfu/media-types.ts';

/** Parameters that the contract takes; the fakes look at nothing in them. */
export const someRtpParameters: RtpParameters = {
  codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
};
export const someRtpCapabilities: RtpCapabilities = { codecs: [], headerExtensions: [] };
const someDtlsParameters = {
  fingerprints: [{ algorithm: 'sha-256' as const, value: 'AB:CD' }],
};

export class FakeProducer implements MediaProducer {
  readonly id: string;
  isPaused = false;
  isClosed = false;

  constructor(id: string) {
    this.id = id;
  }

  pause(): Promise<void> {
    this.isPaused = true;
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.isPaused = false;
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }
}

export class FakeConsumer implements MediaConsumer {
  readonly id: string;
  readonly producerId: string;
  readonly rtpParameters = someRtpParameters;
  isPaused: boolean;
  isClosed = false;

  constructor(id: string, producerId: string, isPaused: boolean) {
    this.id = id;
    this.producerId = producerId;
    this.isPaused = isPaused;
  }

  resume(): Promise<void> {
    this.isPaused = false;
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }
}

export class FakeTransport implements MediaTransport {
  readonly offer;
  readonly producers: FakeProducer[] = [];
  readonly consumers: FakeConsumer[] = [];
  isConnected = false;
  isClosed = false;
  readonly #room: FakeMediaRoom;

  constructor(room: FakeMediaRoom, id: string) {
    this.#room = room;
    this.offer = {
      id,
      iceParameters: { usernameFragment: 'fragment', password: 'password' },
      iceCandidates: [],
      dtlsParameters: someDtlsParameters,
    };
  }

  connect(): Promise<void> {
    this.isConnected = true;
    return Promise.resolve();
  }

  restartIce() {
    return Promise.resolve({ usernameFragment: 'new fragment', password: 'new password' });
  }

  async produce(): Promise<FakeProducer> {
    await this.#room.pause();
    const producer = new FakeProducer(this.#room.nextId('producer'));
    this.producers.push(producer);
    return producer;
  }

  async consume({ producerId, paused }: Parameters<MediaTransport['consume']>[0]) {
    await this.#room.pause();
    const consumer = new FakeConsumer(this.#room.nextId('consumer'), producerId, paused);
    this.consumers.push(consumer);
    return consumer;
  }

  close(): void {
    this.isClosed = true;
    for (const child of [...this.producers, ...this.consumers]) child.close();
  }
}

/** The media side of a room, in memory. */
export class FakeMediaRoom implements MediaRoom {
  readonly routerRtpCapabilities = someRtpCapabilities;
  readonly transports: FakeTransport[] = [];
  isClosed = false;
  canConsumeAnything = true;
  /** What the next transports wait for, to make races. */
  pause: () => Promise<void> = () => Promise.resolve();
  /** Makes the worker die. */
  fail: () => void = () => undefined;
  #lastId = 0;

  get transportCount(): number {
    return this.transports.filter(({ isClosed }) => !isClosed).length;
  }

  nextId(kind: string): string {
    this.#lastId += 1;
    return `${kind}-${this.#lastId}`;
  }

  onFailed(listener: () => void): void {
    this.fail = listener;
  }

  async openTransport(direction: 'send' | 'recv'): Promise<FakeTransport> {
    await this.pause();
    if (this.isClosed) throw new AppError('media-failed');
    const transport = new FakeTransport(this, this.nextId(direction));
    this.transports.push(transport);
    return transport;
  }

  canConsume(): boolean {
    return this.canConsumeAnything;
  }

  close(): void {
    this.isClosed = true;
    for (const transport of this.transports) transport.close();
  }
}

/** An SFU in memory that remembers its rooms. */
export class FakeSfu implements Sfu {
  readonly rooms: FakeMediaRoom[] = [];

  openRoom(): Promise<FakeMediaRoom> {
    const room = new FakeMediaRoom();
    this.rooms.push(room);
    return Promise.resolve(room);
  }
}
