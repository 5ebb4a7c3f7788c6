import { connect, type Socket } from 'node:net';
import { firstBusMessage, busReplyTypes } from '../../../main/platform/dbus-message.ts';
import { sayHello } from '../../../main/platform/dbus-probe.ts';
import { BusReader, encodeBusValues, type BusValue } from './bus-values.ts';

/** Something on a bus that answers calls. */
export interface BusTarget {
  readonly destination: string;
  readonly path: string;
}

/** A method, and the types and values of its arguments. */
export interface BusMethod {
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly values?: readonly (string | number)[];
}

/** Calls on a bus, many at a time. */
export interface BusClient {
  /** @throws Error with the name of the bus error that answered, or that the bus hung up */
  call(target: BusTarget, method: BusMethod): Promise<readonly BusValue[]>;
  close(): void;
}

interface Waiting {
  readonly resolve: (values: readonly BusValue[]) => void;
  readonly reject: (error: Error) => void;
}

/** Connects to a bus by the path of its socket. */
export async function connectToBus(socketPath: string): Promise<BusClient> {
  const socket = connect(socketPath);
  const waiting = new Map<number, Waiting>();
  let lastSerial = 0;
  const end = (why: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  await welcome(socket);
  socket.on('close', () => {
    end('the bus hung up');
  });
  hear(socket, waiting);
  const client: BusClient = {
    call: (target, method) =>
      new Promise((resolve, reject) => {
        lastSerial += 1;
        const failed = ({ message }: Error): void => {
          reject(new Error(`${method.interface}.${method.member}: ${message}`));
        };
        waiting.set(lastSerial, { resolve, reject: failed });
        socket.write(encodeCall(lastSerial, target, method));
      }),
    close: () => socket.destroy(),
  };
  const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  await client.call(bus, { interface: bus.destination, member: 'Hello' });
  return client;
}

/** Until the bus has let us in. */
async function welcome(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      sayHello(socket);
    });
    socket.once('data', (line: Buffer) => {
      if (line.toString('latin1').startsWith('OK ')) resolve();
      else reject(new Error('the bus does not let us in'));
    });
  });
  socket.on('error', () => socket.destroy());
  socket.write('BEGIN\r\n');
}

function hear(socket: Socket, waiting: Map<number, Waiting>): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let message = firstBusMessage(received); message; message = firstBusMessage(received)) {
      // A copy: alignment counts from the start of the message.
      settle(Buffer.from(received.subarray(0, message.sizeBytes)), message.type, waiting);
      received = received.subarray(message.sizeBytes);
    }
  });
}

/** Header fields of a message: which call it answers, what error it is, and the types of its body. */
const field = { errorName: 4, replySerial: 5, signature: 8 } as const;

function settle(message: Buffer, type: number, waiting: Map<number, Waiting>): void {
  if (type !== busReplyTypes.answer && type !== busReplyTypes.error) return;
  const reader = new BusReader(message, 12);
  const [list] = reader.read('a(yv)');
  const fields = new Map(
    (list as readonly (readonly [number, BusValue])[]).map(([code, value]) => [code, value]),
  );
  const serial = Number(fields.get(field.replySerial));
  const call = waiting.get(serial);
  waiting.delete(serial);
  if (type === busReplyTypes.error) {
    call?.reject(new Error(String(fields.get(field.errorName))));
    return;
  }
  reader.align(8);
  call?.resolve(reader.read(String(fields.get(field.signature) ?? '')));
}

function encodeCall(serial: number, target: BusTarget, method: BusMethod): Buffer {
  const { signature = '', values = [] } = method;
  const body = encodeBusValues(signature, values);
  let fields = Buffer.alloc(0);
  const add = (code: number, type: string, value: string): void => {
    const text = Buffer.from(value);
    const size = Buffer.alloc(type === 'g' ? 1 : 4);
    size.writeUIntLE(text.length, 0, size.length);
    const head = Buffer.from([code, 1, type.charCodeAt(0), 0]);
    fields = Buffer.concat([toEight(fields), head, size, text, Buffer.alloc(1)]);
  };
  add(1, 'o', target.path);
  add(2, 's', method.interface);
  add(3, 's', method.member);
  add(6, 's', target.destination);
  if (signature !== '') add(8, 'g', signature);
  const header = Buffer.from([0x6c, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(serial, 8);
  header.writeUInt32LE(fields.length, 12);
  return Buffer.concat([toEight(Buffer.concat([header, fields])), body]);
}

function toEight(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}
