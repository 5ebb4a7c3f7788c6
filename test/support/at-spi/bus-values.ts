// The values that the accessibility interfaces take and give, in the D-Bus wire format (D-Bus specification, "Marshaling").
// Little-endian, as everything on the machines that this runs on writes.

/** A value of any type: texts, numbers, truths, and lists of them for arrays and structures. */
export type BusValue = string | number | boolean | readonly BusValue[];

/** How each type of a fixed size is aligned, which is its size. */
const sizes: Readonly<Record<string, number>> = {
  y: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  x: 8,
  t: 8,
  d: 8,
};

/** Arguments of the types `s`, `i` and `u`. @throws Error for any other type */
export function encodeBusValues(signature: string, values: readonly (string | number)[]): Buffer {
  let bytes = Buffer.alloc(0);
  for (const [at, type] of signature.split('').entries()) {
    const value = values[at];
    const start = Buffer.alloc(aligned(bytes.length, 4) - bytes.length);
    if (type === 's' && typeof value === 'string') {
      const text = Buffer.from(value);
      bytes = Buffer.concat([bytes, start, numberBytes(text.length), text, Buffer.alloc(1)]);
    } else if ((type === 'i' || type === 'u') && typeof value === 'number') {
      bytes = Buffer.concat([bytes, start, numberBytes(value)]);
    } else throw new Error(`no way to write ${String(value)} as ${type}`);
  }
  return bytes;
}

/** Reads values one after another from a whole message, whose start is where alignment counts from. */
export class BusReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Values of every type in the signature, in order. */
  read(signature: string): readonly BusValue[] {
    const values: BusValue[] = [];
    for (let at = 0; at < signature.length; at = endOfType(signature, at)) {
      values.push(this.#value(signature.slice(at, endOfType(signature, at))));
    }
    return values;
  }

  /** Goes to where a value with this alignment starts. */
  align(size: number): void {
    this.#at = aligned(this.#at, size);
  }

  #value(type: string): BusValue {
    const kind = type[0] ?? '';
    if (kind === 's' || kind === 'o') return this.#text(this.#number('u'));
    if (kind === 'g') return this.#text(this.#number('y'));
    if (kind === 'v') return this.read(String(this.#value('g')))[0] ?? '';
    if (kind === 'a') return this.#array(type.slice(1));
    if (kind === '(' || kind === '{') {
      this.align(8);
      return this.read(type.slice(1, -1));
    }
    const number = this.#number(kind);
    return kind === 'b' ? number !== 0 : number;
  }

  #array(type: string): readonly BusValue[] {
    const sizeBytes = this.#number('u');
    this.align(alignmentOf(type));
    const end = this.#at + sizeBytes;
    const values: BusValue[] = [];
    while (this.#at < end) values.push(this.#value(type));
    return values;
  }

  #text(sizeBytes: number): string {
    const text = this.#bytes.toString('utf8', this.#at, this.#at + sizeBytes);
    this.#at += sizeBytes + 1;
    return text;
  }

  #number(type: string): number {
    const size = sizes[type];
    if (size === undefined) throw new Error(`no way to read the type ${type}`);
    this.align(size);
    const at = this.#at;
    this.#at += size;
    const bytes = this.#bytes;
    if (type === 'd') return bytes.readDoubleLE(at);
    if (size === 8) return Number(bytes.readBigInt64LE(at));
    return 'ni'.includes(type) ? bytes.readIntLE(at, size) : bytes.readUIntLE(at, size);
  }
}

/** Where the type that starts here ends. */
function endOfType(signature: string, start: number): number {
  const kind = signature[start];
  if (kind === 'a') return endOfType(signature, start + 1);
  if (kind !== '(' && kind !== '{') return start + 1;
  let at = start + 1;
  while (signature[at] !== ')' && signature[at] !== '}') at = endOfType(signature, at);
  return at + 1;
}

function alignmentOf(type: string): number {
  const kind = type[0] ?? '';
  if (kind === '(' || kind === '{') return 8;
  return sizes[kind] ?? ('gv'.includes(kind) ? 1 : 4);
}

function aligned(offset: number, size: number): number {
  return Math.ceil(offset / size) * size;
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}
