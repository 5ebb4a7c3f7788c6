/** A signal as a service on the bus would write it; `flag`: its only argument, or none. */
export function busSignal(
  signal: { readonly path: string; readonly interface: string; readonly member: string },
  flag: boolean | null,
  order: 'l' | 'B' = 'l',
): Buffer {
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (order === 'l') bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const padded = (bytes: Buffer): Buffer =>
    Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
  let fields = Buffer.alloc(0);
  const add = (code: number, type: string, text: string): void => {
    const head = Buffer.from([code, 1, type.charCodeAt(0), 0]);
    fields = Buffer.concat([padded(fields), head, u32(text.length), Buffer.from(`${text}\0`)]);
  };
  add(1, 'o', signal.path);
  add(2, 's', signal.interface);
  add(3, 's', signal.member);
  if (flag !== null) {
    fields = Buffer.concat([padded(fields), Buffer.from([8, 1, 103, 0, 1, 98, 0])]);
  }
  const body = flag === null ? Buffer.alloc(0) : u32(flag ? 1 : 0);
  const fixed = Buffer.concat([
    Buffer.from([order.charCodeAt(0), 4, 0, 1]),
    u32(body.length),
    u32(7),
    u32(fields.length),
  ]);
  return Buffer.concat([padded(Buffer.concat([fixed, fields])), body]);
}
