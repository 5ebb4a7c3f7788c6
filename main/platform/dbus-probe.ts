import { connect, type Socket } from 'node:net';
import { busReplyTypes, encodeBusCall, firstBusMessage } from './dbus-message.ts';

const busName = 'org.freedesktop.DBus';
const replyLimitBytes = 64 * 1024;

/**
 * Whether a service on the session bus answers (it is started if the bus knows how). The keychain library connects to
 * the bus without a deadline and on the calling thread: a bus that accepts and stays silent would freeze the process for
 * good (measured), hence this look beforehand, which can be given up.
 * @returns false when the bus cannot be reached, hangs up, or `signal` fires first. Never rejects.
 */
export async function isBusServiceAnswering(
  socketPath: string,
  serviceName: string,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const socket = connect(socketPath);
    const settle = (answers: boolean): void => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(answers);
    };
    const giveUp = (): void => {
      settle(false);
    };
    signal.addEventListener('abort', giveUp);
    socket.on('error', giveUp);
    socket.on('close', giveUp);
    socket.on('connect', () => {
      sayHello(socket);
    });
    converse(socket, serviceName, settle);
  });
}

/** SASL EXTERNAL: the bus asks the kernel who is at the other end. */
export function sayHello(socket: Socket): void {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
}

function converse(socket: Socket, serviceName: string, settle: (answers: boolean) => void): void {
  let received = Buffer.alloc(0);
  let isAuthenticated = false;
  let replies = 0;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received.length > replyLimitBytes) settle(false);
    if (!isAuthenticated) {
      const end = received.indexOf('\r\n');
      if (end < 0) return;
      if (!received.toString('latin1', 0, end).startsWith('OK ')) {
        settle(false);
        return;
      }
      isAuthenticated = true;
      received = received.subarray(end + 2);
      socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), ...questions(serviceName)]));
    }
    for (let message = firstBusMessage(received); message; message = firstBusMessage(received)) {
      received = received.subarray(message.sizeBytes);
      const isReply = message.type === busReplyTypes.answer || message.type === busReplyTypes.error;
      // The first reply is the bus's to Hello. Whatever the second says, somebody there answers.
      if (isReply) replies += 1;
      if (replies === 2) settle(true);
    }
  });
}

function questions(serviceName: string): readonly Buffer[] {
  return [
    encodeBusCall({
      serial: 1,
      destination: busName,
      path: '/org/freedesktop/DBus',
      interface: busName,
      member: 'Hello',
    }),
    encodeBusCall({
      serial: 2,
      destination: serviceName,
      path: '/',
      interface: 'org.freedesktop.DBus.Peer',
      member: 'Ping',
    }),
  ];
}
