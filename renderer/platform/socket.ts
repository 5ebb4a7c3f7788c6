/** A two-way stream of text messages, as a WebSocket is one. Closed once, by either side. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells. `closed` comes once, last, whether it had opened or not. */
export interface SocketEvents {
  opened(): void;
  /** Whatever came: text if the other side keeps to the contract. */
  received(data: unknown): void;
  /** `code` is the close code of RFC 6455. */
  closed(code: number): void;
}

export type OpenSocket = (url: string, events: SocketEvents) => Socket;

/** A socket over the browser's WebSocket. */
export const openWebSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url);
  socket.addEventListener('open', () => {
    events.opened();
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    events.received(event.data);
  });
  socket.addEventListener('close', (event) => {
    events.closed(event.code);
  });
  return {
    send(text) {
      // From the goodbye to `closed` nothing goes out any more, and Chromium would only complain in the console. Whoever
      // waits for an answer hears `closed`.
      if (socket.readyState <= WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.close(1000);
    },
  };
};
