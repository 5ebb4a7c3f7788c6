// As much of the D-Bus wire format as hearing simple signals takes (D-Bus specification, "Message Protocol"): who tells what,
// and a first argument of true or false.

const fixedHeaderBytes = 16;
const typeSignal = 4;

const fieldPath = 1;
const fieldInterface = 2;
const fieldMember = 3;
const fieldSignature = 8;

/** Something that a service on the bus tells everybody. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The first argument, where it is a truth value; null: there is none, or it is something else. */
  readonly flag: boolean | null;
}

/** Reads a whole message; null when it is no signal, or not as it should be. */
export function readBusSignal(message: Buffer): BusSignal | null {
  if (message[1] !== typeSignal || message.length < fixedHeaderBytes) return null;
  const reader = new WireReader(message);
  try {
    const fields = reader.fields();
    const [path, name, member] = [fieldPath, fieldInterface, fieldMember].map((one) =>
      fields.get(one),
    );
    if (path === undefined || name === undefined || member === undefined) return null;
    const hasFlag = fields.get(fieldSignature)?.startsWith('b') === true;
    return { path, interface: name, member, flag: hasFlag ? reader.u32() === 1 : null };
  } catch (error) {
    // Past its end: whoever sent it did not mean us.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * A property of truth that a `PropertiesChanged` tells of; null when it tells nothing of it. Looks for the name and what
 * follows it, instead of reading everything that may come before.
 */
export function changedFlag(message: Buffer, property: string): boolean | null {
  // The name and its zero, then the variant: a signature of one type, `b`.
  const entry = Buffer.from(`${property}\0\x01b\0`);
  const found = message.indexOf(entry);
  const at = Math.ceil((found + entry.length) / 4) * 4;
  if (found < 0 || at + 4 > message.length) return null;
  const isLittle = message[0] === 'l'.charCodeAt(0);
  return (isLittle ? message.readUInt32LE(at) : message.readUInt32BE(at)) === 1;
}

/** Reads forward through one message, whose numbers are in its sender's byte order. */
class WireReader {
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;
  #at = fixedHeaderBytes - 4;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isLittle = bytes[0] === 'l'.charCodeAt(0);
  }

  u32(): number {
    this.#align(4);
    const at = this.#at;
    this.#at += 4;
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** The header's fields that hold text; what follows is the body. */
  fields(): ReadonlyMap<number, string> {
    const fields = new Map<number, string>();
    const endsAt = this.u32() + fixedHeaderBytes;
    while (this.#at < endsAt) {
      this.#align(8);
      const code = this.#u8();
      const type = this.#shortText();
      if (type === 's' || type === 'o') fields.set(code, this.#text(this.u32()));
      else if (type === 'g') fields.set(code, this.#shortText());
      else this.u32();
    }
    this.#align(8);
    return fields;
  }

  #u8(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  #shortText(): string {
    return this.#text(this.#u8());
  }

  /** So many bytes, and the zero after them. */
  #text(length: number): string {
    const end = this.#at + length;
    if (end >= this.#bytes.length) throw new RangeError('text past the end');
    const text = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  #align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }
}
