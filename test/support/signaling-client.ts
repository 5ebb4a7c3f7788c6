import { WebSocket } from 'ws';
import type {
  CallInput,
  CallName,
  CallResult,
  PushData,
  PushName,
} from '../../src/contract/contract.ts';
import { serverFrame } from '../../src/contract/signaling-wire.ts';
import { SIGNALING_PROTOCOL, signaling, type Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';

interface Waiting {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface ReceivedPush {
  readonly name: string;
  readonly data: unknown;
}

export interface ClosedBy {
  readonly code: number;
  readonly reason: string;
}

const patienceMs = 10_000;

/**
 * A client of the signaling contract for tests, over a real WebSocket. Answers and pushes are parsed by the contract, so
 * a server that says anything else fails the test.
 */
export class SignalingClient {
  /** Resolves once the connection has closed. */
  readonly closed: Promise<ClosedBy>;
  /** Every push so far, oldest first. */
  readonly pushes: ReceivedPush[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #taken = new Set<ReceivedPush>();
  #onChange = new Set<() => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#receive(data.toString('utf8'));
    });
    // What follows an error is a close.
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        for (const { reject } of this.#waiting.values()) reject(new AppError('connection-lost'));
        this.#waiting.clear();
        this.#changed();
        resolve({ code, reason: reason.toString('utf8') });
      });
    });
  }

  /** Connects without a word. */
  static async connect(
    serverOrigin: string,
    options: { readonly origin?: string; readonly ca?: string; readonly autoPong?: boolean } = {},
  ): Promise<SignalingClient> {
    const { origin = 'app://quietroom', ...rest } = options;
    const socket = new WebSocket(`${serverOrigin.replace(/^http/u, 'ws')}/signal`, {
      origin,
      ...rest,
    });
    const client = new SignalingClient(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Connects and says hello. */
  static async greet(
    serverOrigin: string,
    options?: Parameters<typeof SignalingClient.connect>[1],
  ): Promise<{ readonly client: SignalingClient; readonly challenge: string }> {
    const client = await SignalingClient.connect(serverOrigin, options);
    const { challenge } = await client.call('hello', { protocol: SIGNALING_PROTOCOL });
    return { client, challenge };
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** @throws AppError with the code that the server answered */
  async call<K extends CallName<Signaling>>(
    name: K,
    data: CallInput<Signaling, K>,
  ): Promise<CallResult<Signaling, K>> {
    const answer = await this.callRaw(name, data);
    return signaling[name].out.parse(answer) as CallResult<Signaling, K>;
  }

  /** A call with whatever name and data. */
  async callRaw(call: string, data: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = this.answerTo(id);
    this.send(JSON.stringify({ id, call, data }));
    return answer;
  }

  /** The answer to a frame that the test sends by itself; 0 for one that the server cannot read. */
  async answerTo(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  send(message: string | Buffer): void {
    this.#socket.send(message);
  }

  /**
   * The oldest push of that name which the test has not taken yet, now or later. `isWanted` looks for a particular one.
   */
  async next<K extends PushName<Signaling>>(
    name: K,
    isWanted: (data: PushData<Signaling, K>) => boolean = () => true,
  ): Promise<PushData<Signaling, K>> {
    const find = (): PushData<Signaling, K> | null => {
      for (const push of this.pushes) {
        const data = push.data as PushData<Signaling, K>;
        if (push.name !== name || this.#taken.has(push) || !isWanted(data)) continue;
        this.#taken.add(push);
        return data;
      }
      return null;
    };
    return this.#until(find, `push ${name}`);
  }

  /** Pushes of that name so far, taken or not. */
  all<K extends PushName<Signaling>>(name: K): readonly PushData<Signaling, K>[] {
    return this.pushes
      .filter((push) => push.name === name)
      .map(({ data }) => data as PushData<Signaling, K>);
  }

  /** Ends the connection as a closed page does. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  /** Ends the connection as a broken network does. */
  async cut(): Promise<void> {
    this.#socket.terminate();
    await this.closed;
  }

  /** Stops reading, as a stuck peer does. */
  stopReading(): void {
    this.#socket.pause();
  }

  #receive(text: string): void {
    const frame = serverFrame.parse(JSON.parse(text));
    if ('push' in frame) {
      const entry = signaling[frame.push as keyof Signaling];
      if (entry.kind !== 'push') throw new Error(`${frame.push} is no push`);
      this.pushes.push({ name: frame.push, data: entry.data.parse(frame.data) });
      this.#changed();
      return;
    }
    const waiting = this.#waiting.get(frame.id);
    this.#waiting.delete(frame.id);
    if (frame.ok) waiting?.resolve(frame.data);
    else waiting?.reject(fromWireError(frame.error));
  }

  async #until<T>(find: () => T | null, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#onChange.delete(look);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`waited ${patienceMs} ms for ${what}`));
      }, patienceMs);
      const look = (): void => {
        const found = find();
        if (found !== null) {
          done();
          resolve(found);
        } else if (!this.isOpen) {
          done();
          reject(new Error(`connection closed before ${what}`));
        }
      };
      this.#onChange.add(look);
      look();
    });
  }

  #changed(): void {
    for (const look of this.#onChange) look();
  }
}
