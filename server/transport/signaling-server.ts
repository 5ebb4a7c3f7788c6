import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { limits } from '../../src/contract/limits.ts';
import type { ServerLimits } from '../config/server-limits.ts';
import type { CallServices } from './call-context.ts';
import { ConnectionCounter } from './connection-counter.ts';
import { Connection } from './connection.ts';

export interface SignalingServerOptions {
  readonly http: Server;
  /** Pages of these origins may connect, and nothing that names no origin. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly services: CallServices;
  readonly serverLimits: ServerLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const path = '/signal';
// RFC 6455 §7.4.1.
const goingAway = 1001;

/**
 * Takes WebSocket connections on `/signal`. Messages a little over the contract's size are read, so that the sender
 * gets a typed answer; ws itself refuses larger ones before they are in memory, and closes with 1009.
 *
 * Close cascade: signaling server -> connections. Whoever closes it has ended the rooms before.
 */
export class SignalingServer {
  readonly #options: SignalingServerOptions;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: 4 * limits.signalingMessageBytes,
  });
  readonly #counter: ConnectionCounter;
  readonly #connections = new Set<Connection>();
  readonly #onUpgrade = this.#upgrade.bind(this);
  #isClosed = false;

  constructor(options: SignalingServerOptions) {
    this.#options = options;
    const { connections, connectionsPerAddress } = options.serverLimits;
    this.#counter = new ConnectionCounter(connections, connectionsPerAddress);
    options.http.on('upgrade', this.#onUpgrade);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Takes no more connections and closes those there are. */
  close(): void {
    this.#isClosed = true;
    for (const connection of this.#connections) connection.closeWith(goingAway, 'server-stopping');
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { origin } = request.headers;
    if (request.url !== path) {
      refuse(stream, '404 Not Found');
      return;
    }
    if (origin === undefined || !this.#options.allowedOrigins.has(origin)) {
      this.#options.log.warn('connection-refused', { code: 'forbidden-sender' });
      refuse(stream, '403 Forbidden');
      return;
    }
    const leave = this.#isClosed ? null : this.#counter.enter(request.socket.remoteAddress ?? '');
    if (!leave) {
      this.#options.log.warn('connection-refused', { code: 'server-full' });
      refuse(stream, '503 Service Unavailable');
      return;
    }
    // However this goes on, the place is given back when the stream ends.
    stream.once('close', leave);
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      this.#accept(webSocket);
    });
  }

  #accept(webSocket: WebSocket): void {
    const connection = new Connection({ ...this.#options, socket: webSocket });
    this.#connections.add(connection);
    webSocket.on('message', (data, isBinary) => {
      // ws hands out a Buffer unless it is told otherwise.
      if (data instanceof Buffer) connection.onMessage(data, isBinary);
    });
    webSocket.on('pong', () => {
      connection.onPong();
    });
    // A broken frame, or one that is too large: ws closes by itself, with the right code.
    webSocket.on('error', () => undefined);
    webSocket.on('close', () => {
      this.#connections.delete(connection);
      connection.onClose();
    });
  }
}

function refuse(stream: Duplex, status: string): void {
  // The peer may be gone already.
  stream.on('error', () => undefined);
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
