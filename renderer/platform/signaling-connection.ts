import { Emitter } from '../../src/base/emitter.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import type {
  CallInput,
  CallName,
  CallResult,
  PushData,
  PushName,
} from '../../src/contract/contract.ts';
import { limits } from '../../src/contract/limits.ts';
import { signaling, SIGNALING_PROTOCOL, type Signaling } from '../../src/contract/signaling.ts';
import { closeCodes, serverFrame, type ServerFrame } from '../../src/contract/signaling-wire.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { isErrorCode } from '../../src/errors/error-codes.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { parseReceived } from './parse.ts';
import { PendingCalls } from './pending-calls.ts';
import { signalingUrl } from './signaling-url.ts';
import type { OpenSocket, Socket } from './socket.ts';

type Pushes = { [K in PushName<Signaling>]: PushData<Signaling, K> };

/** The calls of the signaling contract: what media and the relay need of a connection. */
export interface SignalingCalls {
  /** @throws AppError always of that type: the server's code, `timeout`, or why the connection ended. */
  call<K extends CallName<Signaling>>(
    name: K,
    input: CallInput<Signaling, K>,
  ): Promise<CallResult<Signaling, K>>;
}

/** One connection to the server, past its greeting. It does not come back: `SignalingLink` makes a new one. */
export interface SignalingConnection extends SignalingCalls {
  /** This connection's challenge, 32 bytes in base64url. */
  readonly challenge: string;
  /** Media can be had through TURN, once one is let in. */
  readonly hasTurn: boolean;
  /** Listens until the returned function is called. */
  on<K extends PushName<Signaling>>(name: K, listener: (data: Pushes[K]) => void): () => void;
  /** Resolves once, with why, when the connection has ended. */
  readonly ended: Promise<AppError>;
  /** Ends it; everything pending rejects with `connection-lost`. */
  close(): void;
}

/** Makes a connection. One of these, bound to its ports, is what the rest of the renderer takes. */
export type Connect = (serverOrigin: string) => Promise<SignalingConnection>;

export interface SignalingPorts {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Connects and greets.
 * @throws AppError `update-required` when the server speaks another version, `connection-lost`, `timeout`, `bad-request`
 * when the origin is not one.
 */
export async function connectSignaling(
  serverOrigin: string,
  ports: SignalingPorts,
): Promise<SignalingConnection> {
  const connection = new OpenConnection(signalingUrl(serverOrigin), ports);
  try {
    const greeting = await connection.greet();
    return connection.after(greeting);
  } catch (error) {
    connection.close();
    throw AppError.from(error);
  }
}

class OpenConnection {
  readonly #pushes = new Emitter<Pushes>();
  readonly #log: Log;
  readonly #socket: Socket;
  readonly #pending: PendingCalls;
  readonly #ended: Promise<AppError>;
  #isOpen = false;
  #onOpen: () => void = () => undefined;
  #end: (error: AppError) => void = () => undefined;

  constructor(url: string, ports: SignalingPorts) {
    this.#log = ports.log;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    // A call that nobody answers means that the way is dead, even if no close frame ever comes.
    this.#pending = new PendingCalls(ports.clock, limits.requestTimeoutMs, () => {
      this.close();
    });
    this.#socket = ports.openSocket(url, {
      opened: () => {
        this.#isOpen = true;
        this.#onOpen();
      },
      received: (data) => {
        this.#receive(data);
      },
      closed: (code) => {
        this.#finish(errorOfCloseCode(code));
      },
    });
  }

  async greet(): Promise<CallResult<Signaling, 'hello'>> {
    // The deadline of the greeting covers the opening as well.
    const answer = await this.#pending.start((id) => {
      const send = (): void => {
        this.#send(id, 'hello', { protocol: SIGNALING_PROTOCOL });
      };
      if (this.#isOpen) send();
      else this.#onOpen = send;
    });
    const greeting = parseReceived(signaling.hello.out, answer);
    if (greeting.protocol !== SIGNALING_PROTOCOL) throw new AppError('update-required');
    return greeting;
  }

  after({ challenge, hasTurn }: CallResult<Signaling, 'hello'>): SignalingConnection {
    return {
      challenge,
      hasTurn,
      ended: this.#ended,
      call: async (name, input) => {
        const answer = await this.#pending.start((id) => {
          this.#send(id, name, input);
        });
        // The schema of `name` made it; the compiler cannot follow a table through a type parameter.
        return parseReceived(signaling[name].out, answer) as CallResult<Signaling, typeof name>;
      },
      on: (name, listener) => this.#pushes.on(name, listener),
      close: () => {
        this.close();
      },
    };
  }

  close(): void {
    this.#finish(new AppError('connection-lost'));
    this.#socket.close();
  }

  #finish(error: AppError): void {
    this.#pending.failAll(error);
    this.#end(error);
  }

  #send(id: number, call: string, data: unknown): void {
    const text = JSON.stringify({ id, call, data });
    // Every character is at least one byte in UTF-8, and all we send is ASCII.
    if (text.length > limits.signalingMessageBytes) throw new AppError('too-large', call);
    this.#socket.send(text);
  }

  #receive(data: unknown): void {
    const frame = readFrame(data);
    if (!frame) {
      this.#log.error('signaling-frame-unreadable');
    } else if ('push' in frame) {
      this.#receivePush(frame.push, frame.data);
    } else if (frame.ok) {
      if (!this.#pending.succeed(frame.id, frame.data)) this.#log.warn('signaling-answer-unasked');
    } else {
      const error = fromWireError(frame.error);
      if (!this.#pending.fail(frame.id, error)) {
        this.#log.warn('signaling-error-unasked', { code: error.code });
      }
    }
  }

  #receivePush(name: string, data: unknown): void {
    if (!isPushName(name)) {
      this.#log.error('signaling-push-unknown');
      return;
    }
    const parsed = signaling[name].data.safeParse(data);
    if (!parsed.success) this.#log.error('signaling-push-unreadable', { push: name });
    else this.#pushes.emit(name, parsed.data);
  }
}

function isPushName(name: string): name is PushName<Signaling> {
  return Object.hasOwn(signaling, name) && signaling[name as keyof Signaling].kind === 'push';
}

function readFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    return serverFrame.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

/** The error that a close code stands for; any code that is not ours means that the connection was lost. */
function errorOfCloseCode(code: number): AppError {
  const known = Object.entries(closeCodes).find(([, number]) => number === code)?.[0];
  return new AppError(isErrorCode(known) ? known : 'connection-lost');
}
