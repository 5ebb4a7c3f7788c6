import { connect, type Socket } from 'node:net';
import type { Clock } from '../../src/base/ports.ts';
import { encodeBusCall, firstBusMessage } from './dbus-message.ts';
import { sayHello } from './dbus-probe.ts';

const busName = 'org.freedesktop.DBus';
const busPath = '/org/freedesktop/DBus';
/** What we ask for is far smaller; whoever sends more is not listened to. */
const messageLimitBytes = 64 * 1024;
/** A bus that has not let us in by then never will. */
const greetingMs = 5_000;
/** A bus that hung up was perhaps started anew. */
const againMs = 60_000;

export interface BusListenerOptions {
  readonly socketPath: string;
  /** What is wanted, as match rules of the bus. */
  readonly rules: readonly string[];
  /** Every message that comes, whole. */
  readonly onMessage: (message: Buffer) => void;
  readonly clock: Clock;
}

/**
 * Listens on a bus until the returned function is called. Fails quietly: without a bus there is nothing to hear, and it is
 * tried again every minute.
 */
export function listenOnBus(options: BusListenerOptions): () => void {
  const { socketPath, clock } = options;
  let end = (): void => undefined;
  const start = (): void => {
    const socket = connect(socketPath);
    socket.unref();
    const cancelGreeting = clock.after(greetingMs, () => socket.destroy());
    let cancelAgain = (): void => undefined;
    let isOver = false;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      cancelGreeting();
      if (!isOver) cancelAgain = clock.after(againMs, start);
    });
    socket.on('connect', () => {
      sayHello(socket);
    });
    hear(socket, options, cancelGreeting);
    end = () => {
      isOver = true;
      cancelGreeting();
      cancelAgain();
      socket.destroy();
    };
  };
  start();
  return () => {
    end();
  };
}

function hear(
  socket: Socket,
  { rules, onMessage }: BusListenerOptions,
  onWelcome: () => void,
): void {
  let received = Buffer.alloc(0);
  let isWelcome = false;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (!isWelcome) {
      const end = received.indexOf('\r\n');
      if (end < 0 && received.length < messageLimitBytes) return;
      if (!received.toString('latin1', 0, Math.max(0, end)).startsWith('OK ')) {
        socket.destroy();
        return;
      }
      isWelcome = true;
      onWelcome();
      received = received.subarray(end + 2);
      socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), ...subscriptions(rules)]));
    }
    for (let message = firstBusMessage(received); message; message = firstBusMessage(received)) {
      onMessage(received.subarray(0, message.sizeBytes));
      received = received.subarray(message.sizeBytes);
    }
    if (received.length > messageLimitBytes) socket.destroy();
  });
}

function subscriptions(rules: readonly string[]): readonly Buffer[] {
  const toBus = { destination: busName, path: busPath, interface: busName };
  return [
    encodeBusCall({ ...toBus, serial: 1, member: 'Hello' }),
    ...rules.map((text, index) =>
      encodeBusCall({ ...toBus, serial: index + 2, member: 'AddMatch', text }),
    ),
  ];
}
