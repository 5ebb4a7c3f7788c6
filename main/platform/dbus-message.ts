// As much of the D-Bus wire format as simple calls take (D-Bus specification, "Message Protocol").
// Little-endian, version 1, calls with at most one argument, a text.

export interface BusCall {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The argument. */
  readonly text?: string;
}

/** Header fields (code, type of the value). */
const fieldPath = [1, 'o'] as const;
const fieldInterface = [2, 's'] as const;
const fieldMember = [3, 's'] as const;
const fieldDestination = [6, 's'] as const;
const fieldSignature = 8;

const fixedHeaderBytes = 16;
const typeCall = 1;

/** Kinds of message that answer a call. */
export const busReplyTypes = { answer: 2, error: 3 } as const;

export function encodeBusCall(call: BusCall): Buffer {
  let fields = Buffer.alloc(0);
  const add = ([code, type]: readonly [number, string], value: string): void => {
    const text = Buffer.from(value);
    const head = Buffer.from([code, 1, type.charCodeAt(0), 0, 0, 0, 0, 0]);
    head.writeUInt32LE(text.length, 4);
    fields = Buffer.concat([padded(fields), head, text, Buffer.alloc(1)]);
  };
  add(fieldPath, call.path);
  add(fieldInterface, call.interface);
  add(fieldMember, call.member);
  add(fieldDestination, call.destination);
  const body = call.text === undefined ? Buffer.alloc(0) : textBody(call.text);
  if (body.length > 0) {
    // A signature's length is one byte: here one type, and the zero after it.
    const signature = Buffer.from([
      fieldSignature,
      1,
      'g'.charCodeAt(0),
      0,
      1,
      's'.charCodeAt(0),
      0,
    ]);
    fields = Buffer.concat([padded(fields), signature]);
  }
  const header = Buffer.alloc(fixedHeaderBytes);
  header.write('l');
  header.writeUInt8(typeCall, 1);
  header.writeUInt8(1, 3);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(call.serial, 8);
  header.writeUInt32LE(fields.length, 12);
  return Buffer.concat([padded(Buffer.concat([header, fields])), body]);
}

function textBody(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes, Buffer.alloc(1)]);
}

/** The kind of the first whole message in `received`, and how long it is; null when it has not all arrived. */
export function firstBusMessage(
  received: Buffer,
): { readonly type: number; readonly sizeBytes: number } | null {
  if (received.length < fixedHeaderBytes) return null;
  // Every sender uses its own byte order.
  const isLittle = received[0] === 'l'.charCodeAt(0);
  const u32 = (offset: number): number =>
    isLittle ? received.readUInt32LE(offset) : received.readUInt32BE(offset);
  const sizeBytes = roundedUp(fixedHeaderBytes + u32(12)) + u32(4);
  return received.length < sizeBytes ? null : { type: received[1] ?? 0, sizeBytes };
}

/** Messages and the fields in them start at multiples of 8. */
function roundedUp(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(roundedUp(bytes.length) - bytes.length)]);
}
