import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { OpenSocket, SocketEvents } from '../../../renderer/platform/socket.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type {
  CallInput,
  CallName,
  CallResult,
  PushData,
  PushInput,
  PushName,
} from '../../../src/contract/contract.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { Signaling } from '../../../src/contract/signaling.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { RelayNumbers } from './relay-numbers.ts';

/** What a hostile server makes of something: something else, or nothing at all. */
type Rule<T> = (who: string, data: T) => T | null | Promise<T | null>;
type AnyRule = Rule<unknown>;
type Relayed = PushData<Signaling, 'relay.message'>;

interface ClientFrame {
  readonly id: number;
  readonly call: CallName<Signaling>;
  readonly data: unknown;
}

type ServerFrame =
  | { readonly id: number; readonly ok: boolean; readonly data?: unknown; readonly error?: unknown }
  | { readonly push: PushName<Signaling>; readonly data: unknown };

/** One client's connection as it passes the hostile server. */
interface Leg {
  readonly socket: WebSocket;
  readonly events: SocketEvents;
  readonly numbers: RelayNumbers;
  /** Calls of the client that the real server has not answered yet. */
  readonly asked: Map<number, CallName<Signaling>>;
  /** Calls made in the client's name. */
  readonly own: Map<number, { resolve(data: unknown): void; reject(error: AppError): void }>;
}

/** Ids of calls in a client's name: far above what a client counts to in a test. */
let lastOwnId = 1_000_000;

/**
 * A hostile server: everything that a client and the real server say to each other passes here, and is rewritten, dropped,
 * held back or made up. Both ends are the product's own and know nothing of it.
 */
export class HostileWire {
  /** Everything that the relay brought to somebody, as the real server sent it. */
  readonly relayed: { readonly who: string; readonly from: SeatId; readonly payload: Bytes }[] = [];
  readonly #legs = new Map<string, Leg>();
  readonly #seats = new Map<string, SeatId>();
  readonly #onCall = new Map<string, AnyRule>();
  readonly #onAnswer = new Map<string, AnyRule>();
  readonly #onPush = new Map<string, AnyRule>();
  #rulesAtWork = 0;
  /** Frames that passed so far, in both directions. */
  passed = 0;

  /** The socket that `who` opens. */
  socketOf(who: string): OpenSocket {
    return (url, events) => {
      const socket = new WebSocket(url, { origin: 'app://quietroom' });
      const leg: Leg = {
        socket,
        events,
        numbers: new RelayNumbers(),
        asked: new Map(),
        own: new Map(),
      };
      this.#legs.set(who, leg);
      socket.on('open', () => {
        events.opened();
      });
      socket.on('message', (data: Buffer) => {
        void this.#fromServer(who, leg, JSON.parse(data.toString('utf8')) as ServerFrame);
      });
      socket.on('close', (code) => {
        for (const own of leg.own.values()) own.reject(new AppError('connection-lost'));
        leg.asked.clear();
        events.closed(code);
      });
      socket.on('error', () => undefined);
      return {
        send: (text) => {
          void this.#fromClient(who, leg, JSON.parse(text) as ClientFrame);
        },
        close: () => {
          leg.asked.clear();
          // What was said just before goes out first, as from a page.
          setImmediate(() => {
            socket.close();
          });
        },
      };
    };
  }

  /** Changes or drops calls of that name. */
  onCall<K extends CallName<Signaling>>(name: K, rule: Rule<CallInput<Signaling, K>>): void {
    this.#onCall.set(name, rule as AnyRule);
  }

  /** Changes, holds back or drops the server's answers to calls of that name. */
  onAnswer<K extends CallName<Signaling>>(name: K, rule: Rule<CallResult<Signaling, K>>): void {
    this.#onAnswer.set(name, rule as AnyRule);
  }

  /** Changes or drops pushes of that name. */
  onPush<K extends PushName<Signaling>>(name: K, rule: Rule<PushData<Signaling, K>>): void {
    this.#onPush.set(name, rule as AnyRule);
  }

  /** Passes everything on as it is from now on. */
  behave(): void {
    for (const rules of [this.#onCall, this.#onAnswer, this.#onPush]) rules.clear();
  }

  /** Tells a client something that no server said. */
  push<K extends PushName<Signaling>>(who: string, name: K, data: PushInput<Signaling, K>): void {
    this.#tell(this.#leg(who), { push: name, data });
  }

  /** Brings a client a relayed message of the server's own making. */
  relay(who: string, from: SeatId, payload: Bytes): void {
    const { numbers } = this.#leg(who);
    this.push(who, 'relay.message', {
      sequence: numbers.madeUp(),
      messageId: randomBytes(16).toString('base64url'),
      from,
      payload: Buffer.from(payload).toString('base64url'),
    });
  }

  /** Asks the real server something in a client's name. */
  async call<K extends CallName<Signaling>>(
    who: string,
    name: K,
    data: CallInput<Signaling, K>,
  ): Promise<CallResult<Signaling, K>> {
    const { socket, own } = this.#leg(who);
    lastOwnId += 1;
    const id = lastOwnId;
    const answer = new Promise((resolve, reject) => {
      own.set(id, { resolve, reject });
    });
    socket.send(JSON.stringify({ id, call: name, data }));
    return (await answer) as CallResult<Signaling, K>;
  }

  /** Cuts a client's connection. */
  cut(who: string): void {
    this.#leg(who).socket.terminate();
  }

  /** The seat that the server gave somebody last. */
  seatOf(who: string): SeatId {
    const seatId = this.#seats.get(who);
    if (!seatId) throw new Error(`${who} has no seat`);
    return seatId;
  }

  /** Until everything that the real server has said by now is here. */
  async flush(): Promise<void> {
    const seated = [...this.#legs].filter(([who, { socket }]) => {
      return this.#seats.has(who) && socket.readyState === WebSocket.OPEN;
    });
    await Promise.all(
      seated.map(async ([who]) => this.call(who, 'seat.ping', {}).catch(() => undefined)),
    );
  }

  /** What is under way: calls without an answer, and rules that have not decided. */
  get busy(): number {
    const unanswered = [...this.#legs.values()].reduce((sum, { asked }) => sum + asked.size, 0);
    return unanswered + this.#rulesAtWork;
  }

  async #fromClient(who: string, leg: Leg, frame: ClientFrame): Promise<void> {
    this.passed += 1;
    const { id, call, data } = frame;
    const changed = await this.#apply(this.#onCall.get(call), who, data);
    if (changed === null || leg.socket.readyState !== WebSocket.OPEN) return;
    const sent = call === 'relay.acknowledge' ? leg.numbers.acknowledged(changed) : changed;
    if (sent === null) {
      // Nothing that the real server sent: there is nothing to acknowledge there.
      leg.events.received(JSON.stringify({ id, ok: true, data: {} }));
      return;
    }
    leg.asked.set(id, call);
    leg.socket.send(JSON.stringify({ id, call, data: sent }));
  }

  async #fromServer(who: string, leg: Leg, frame: ServerFrame): Promise<void> {
    if ('push' in frame) {
      this.passed += 1;
      this.#note(who, frame);
      const data = await this.#apply(this.#onPush.get(frame.push), who, frame.data);
      if (data !== null)
        this.#tell(leg, { push: frame.push, data: leg.numbers.renumber(frame.push, data) });
      return;
    }
    const own = leg.own.get(frame.id);
    if (own) {
      leg.own.delete(frame.id);
      if (frame.ok) own.resolve(frame.data);
      else own.reject(new AppError('internal', JSON.stringify(frame.error)));
      return;
    }
    this.passed += 1;
    const call = leg.asked.get(frame.id);
    if (call && frame.ok) this.#noteSeat(who, frame.data);
    const rule = call && frame.ok ? this.#onAnswer.get(call) : undefined;
    const data = frame.ok ? await this.#apply(rule, who, frame.data) : null;
    leg.asked.delete(frame.id);
    if (frame.ok && data === null) return;
    this.#tell(leg, frame.ok ? { id: frame.id, ok: true, data } : frame);
  }

  async #apply(rule: AnyRule | undefined, who: string, data: unknown): Promise<unknown> {
    if (!rule) return data;
    this.#rulesAtWork += 1;
    try {
      return await rule(who, data);
    } finally {
      this.#rulesAtWork -= 1;
    }
  }

  #note(who: string, { push, data }: Extract<ServerFrame, { push: unknown }>): void {
    if (push !== 'relay.message') return;
    const { from, payload } = data as Relayed;
    this.relayed.push({ who, from, payload: new Uint8Array(Buffer.from(payload, 'base64url')) });
  }

  #noteSeat(who: string, data: unknown): void {
    const seatId: unknown = typeof data === 'object' && data && Reflect.get(data, 'seatId');
    if (typeof seatId === 'string') this.#seats.set(who, seatId as SeatId);
  }

  #tell(leg: Leg, frame: ServerFrame): void {
    leg.events.received(JSON.stringify(frame));
  }

  #leg(who: string): Leg {
    const leg = this.#legs.get(who);
    if (!leg) throw new Error(`${who} is not connected`);
    return leg;
  }
}
