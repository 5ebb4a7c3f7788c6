import { randomInt } from 'node:crypto';

// A picture that nobody would show by chance: a board of bright and dark fields, known to the tap.

/** What the product asks of a camera, so that nothing is scaled or cut. */
const [widthPixels, heightPixels] = [640, 480];
export const board = { columns: 8, rows: 6 } as const;
const [brightLuma, darkLuma] = [190, 70];
// The brightness sways a little, so that every encoded picture has something in it.
const swayLuma = 6;
const frameCount = 15;
// Pearson's correlation. Measured: 0.99 at least over a call in clear; two boards of 48 fields, or a board and noise, are
// above 0.9 by chance less than once in 10^10.
const wantedLikeness = 0.9;

/** Bright or dark, field by field. */
export type PlantedPicture = readonly boolean[];

/** Half of the fields bright, in any order. */
export function randomPicture(): PlantedPicture {
  const fields = Array.from({ length: board.columns * board.rows }, (_, index) => index % 2 === 0);
  return fields
    .map((isBright) => ({ isBright, place: randomInt(2 ** 40) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ isBright }) => isBright);
}

/** What a fake camera plays: YUV4MPEG2, 30 pictures a second. */
export function encodeVideoFile(picture: PlantedPicture): Buffer {
  const parts = [Buffer.from(`YUV4MPEG2 W${widthPixels} H${heightPixels} F30:1 Ip C420\n`)];
  for (let frame = 0; frame < frameCount; frame += 1) {
    const sway = Math.round(swayLuma * Math.sin((2 * Math.PI * frame) / frameCount));
    parts.push(
      Buffer.from('FRAME\n'),
      plane(1, (field) => (picture[field] === true ? brightLuma : darkLuma) + sway),
      // Some colour, for whoever looks at the screenshots.
      plane(2, (field) => 112 + ((field * 7) % 32)),
      plane(2, (field) => 112 + ((field * 11) % 32)),
    );
  }
  return Buffer.concat(parts);
}

/** One value per field, as one plane of a picture. */
function plane(scale: number, valueOf: (field: number) => number): Buffer<ArrayBuffer> {
  const [width, height] = [widthPixels / scale, heightPixels / scale];
  const bytes = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * board.rows) / height);
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor((x * board.columns) / width);
      bytes[y * width + x] = valueOf(row * board.columns + column);
    }
  }
  return bytes;
}

/** `luma`: the mean brightness of each field of a decoded picture. */
export function showsPicture(luma: ArrayLike<number>, picture: PlantedPicture): boolean {
  return luma.length === picture.length && correlation(luma, picture) >= wantedLikeness;
}

function correlation(luma: ArrayLike<number>, picture: PlantedPicture): number {
  const mean = sumOver(picture, (_, field) => luma[field] ?? 0) / picture.length;
  const variance = sumOver(picture, (_, field) => ((luma[field] ?? 0) - mean) ** 2);
  const together = sumOver(
    picture,
    (isBright, field) => ((luma[field] ?? 0) - mean) * (isBright ? 1 : -1),
  );
  return variance === 0 ? 0 : together / Math.sqrt(variance * picture.length);
}

function sumOver(picture: PlantedPicture, of: (isBright: boolean, field: number) => number) {
  return picture.reduce((sum, isBright, field) => sum + of(isBright, field), 0);
}
