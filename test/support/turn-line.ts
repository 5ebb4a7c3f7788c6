import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:tls';

/** What messages to a TURN server go over. */
export interface TurnLine {
  send(message: Buffer): void;
  /** Hears every message until the returned function is called. */
  listen(receive: (message: Buffer) => void): () => void;
  close(): void;
}

/** Plain UDP to a port on loopback. */
export function overUdp(port: number): TurnLine {
  const socket = createSocket('udp4');
  return {
    send: (message) => {
      socket.send(message, port, '127.0.0.1');
    },
    listen(receive) {
      socket.on('message', receive);
      return () => socket.off('message', receive);
    },
    close: () => {
      socket.close();
    },
  };
}

/** TLS to a port on loopback, for which `ca` vouches. @throws Error when there is no such connection */
export async function overTls(port: number, ca: string): Promise<TurnLine> {
  const socket = connect({ host: '127.0.0.1', port, ca });
  await once(socket, 'secureConnect');
  return {
    send: (message) => {
      socket.write(message);
    },
    // An answer is far smaller than what comes in one piece.
    listen(receive) {
      socket.on('data', receive);
      return () => socket.off('data', receive);
    },
    close: () => {
      socket.destroy();
    },
  };
}
