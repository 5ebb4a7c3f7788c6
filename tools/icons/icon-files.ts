/** A picture as PNG, square. */
export interface IconPicture {
  readonly sizePx: number;
  readonly png: Uint8Array;
}

/** Types of an Apple icon's entries, by the size of the picture: those for screens of twice the density, too. */
const icnsTypes: readonly (readonly [type: string, sizePx: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

/** What Windows shows in lists, on the task bar and on the desktop. */
const icoSizesPx = [16, 24, 32, 48, 64, 128, 256] as const;

/** What Linux desktops look for. */
export const linuxSizesPx = [16, 32, 48, 64, 128, 256, 512] as const;

/** Every size that any of the files needs. */
export const iconSizesPx: readonly number[] = [
  ...new Set([...icnsTypes.map(([, size]) => size), ...icoSizesPx, ...linuxSizesPx]),
].toSorted((a, b) => a - b);

/** An `.icns`: the magic word, the whole length, and entries of type, length and PNG, all big-endian. */
export function icnsOf(pictures: readonly IconPicture[]): Uint8Array {
  const entries = icnsTypes.map(([type, sizePx]) => {
    const { png } = pictureOf(pictures, sizePx);
    return Buffer.concat([headOf(type, png.length + 8), png]);
  });
  const length = entries.reduce((sum, entry) => sum + entry.length, 8);
  return Buffer.concat([headOf('icns', length), ...entries]);
}

function headOf(type: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 4);
  return head;
}

/** An `.ico`: how many, an entry of 16 bytes for each that tells where its PNG lies, and the PNGs, all little-endian. */
export function icoOf(pictures: readonly IconPicture[]): Uint8Array {
  const chosen = icoSizesPx.map((sizePx) => pictureOf(pictures, sizePx));
  const head = Buffer.alloc(6 + 16 * chosen.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(chosen.length, 4);
  let offset = head.length;
  chosen.forEach(({ sizePx, png }, index) => {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    head[at] = sizePx % 256;
    head[at + 1] = sizePx % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...chosen.map(({ png }) => png)]);
}

function pictureOf(pictures: readonly IconPicture[], sizePx: number): IconPicture {
  const found = pictures.find((picture) => picture.sizePx === sizePx);
  if (!found) throw new Error(`there is no picture of ${String(sizePx)} px`);
  return found;
}
