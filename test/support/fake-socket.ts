import type { OpenSocket, SocketEvents } from '../../renderer/platform/socket.ts';

/** One end of a socket whose other end is the test. */
export class FakeSocket {
  readonly sent: string[] = [];
  readonly url: string;
  isClosed = false;
  readonly #events: SocketEvents;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.#events = events;
  }

  open(): void {
    this.#events.opened();
  }

  receive(data: unknown): void {
    this.#events.received(typeof data === 'string' ? data : JSON.stringify(data));
  }

  receiveRaw(data: unknown): void {
    this.#events.received(data);
  }

  /** The other side, or the network, ends it. */
  end(code = 1006): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#events.closed(code);
  }

  /** The last frame sent, read back. */
  last(): unknown {
    return JSON.parse(this.sent.at(-1) ?? 'null');
  }
}

/** Opens fake sockets and keeps them. */
export function fakeSockets(): { open: OpenSocket; all: FakeSocket[] } {
  const all: FakeSocket[] = [];
  return {
    all,
    open(url, events) {
      const socket = new FakeSocket(url, events);
      all.push(socket);
      return {
        send: (text) => {
          socket.sent.push(text);
        },
        close: () => {
          socket.end(1000);
        },
      };
    },
  };
}
