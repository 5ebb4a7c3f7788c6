import type { types } from 'mediasoup';
import { serverLimits } from '../../../../server/config/server-limits.ts';

/** The product's bit rates, so that both carry the same pictures. */
const bounds = serverLimits.parse({});

/** One page in the floor's room: what it sends, and what it is sent. */
interface Member {
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly rtpCapabilities: types.RtpCapabilities;
  readonly producerIds: string[];
  /** Tells the page of consumers made after it joined, once it listens. */
  tell: ((consumers: readonly unknown[]) => void) | null;
}

/** The barest room: whoever asks is in, and everybody gets everything, at once and unpaused. */
export class FloorRoom {
  readonly #router: types.Router;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #members = new Set<Member>();

  constructor(router: types.Router, webRtcServer: types.WebRtcServer) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
  }

  /** Both transports and all consumers, made in parallel. */
  async join(rtpCapabilities: types.RtpCapabilities): Promise<unknown> {
    const [send, receive] = await Promise.all([this.#transport(), this.#transport()]);
    await send.setMaxIncomingBitrate(bounds.incomingBitrate);
    const member: Member = { send, receive, rtpCapabilities, producerIds: [], tell: null };
    const producerIds = [...this.#members].flatMap((other) => other.producerIds);
    const consumers = await Promise.all(producerIds.map(async (id) => consume(member, id)));
    this.#members.add(member);
    return { send: transportOptions(send), receive: transportOptions(receive), consumers };
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<unknown> {
    for (const { send, receive } of this.#members) {
      for (const transport of [send, receive]) {
        if (transport.id === transportId) await transport.connect({ dtlsParameters });
      }
    }
    return {};
  }

  async produce(transportId: string, options: types.ProducerOptions): Promise<unknown> {
    const sender = [...this.#members].find(({ send }) => send.id === transportId);
    if (!sender) throw new Error('no such transport');
    const producer = await sender.send.produce(options);
    sender.producerIds.push(producer.id);
    for (const other of this.#members) {
      if (other !== sender && other.tell) other.tell([await consume(other, producer.id)]);
    }
    return { id: producer.id };
  }

  /** From now on the page with this receiving transport hears of new consumers. */
  listen(transportId: string, tell: (consumers: readonly unknown[]) => void): void {
    const member = [...this.#members].find(({ receive }) => receive.id === transportId);
    if (member) member.tell = tell;
  }

  /** Sends everybody away. */
  clear(): void {
    for (const { send, receive } of this.#members) {
      send.close();
      receive.close();
    }
    this.#members.clear();
  }

  async #transport(): Promise<types.WebRtcTransport> {
    return this.#router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: bounds.initialOutgoingBitrate,
    });
  }
}

async function consume(member: Member, producerId: string): Promise<unknown> {
  const { rtpCapabilities } = member;
  const consumer = await member.receive.consume({ producerId, rtpCapabilities });
  const { id, kind, rtpParameters } = consumer;
  return { id, producerId, kind, rtpParameters };
}

function transportOptions(transport: types.WebRtcTransport): unknown {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters };
}
