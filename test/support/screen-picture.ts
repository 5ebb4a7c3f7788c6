import { readFileSync } from 'node:fs';
import type { Extents } from './at-spi/accessible-window.ts';

// What a virtual screen shows, seen from outside: the file that Xvfb draws in, in the format of `xwd` (X11/XWDFile.h),
// whose head is big-endian. Nothing of an app takes part, and no protection of windows is known to Linux.

/** Red, green and blue, 0 to 255 each. */
export type Pixel = readonly [number, number, number];

/** Offsets in the head. */
const head = { size: 0, width: 16, height: 20, bitsPerPixel: 44, bytesPerLine: 48, colours: 76 };
const bytesOfColour = 12;
/** How many points of a place are looked at, across and down. */
const points = 40;

/** A grid of points of a place on the screen, row by row. @throws Error when the place is not on the screen */
export function lookAt(screenFile: string, { x, y, width, height }: Extents): readonly Pixel[] {
  const file = readFileSync(screenFile);
  const u32 = (offset: number): number => file.readUInt32BE(offset);
  if (u32(head.bitsPerPixel) !== 32) throw new Error('a screen of another depth than is read here');
  const isInside =
    x >= 0 &&
    y >= 0 &&
    x + width <= u32(head.width) &&
    y + height <= u32(head.height) &&
    width * height > 0;
  if (!isInside) throw new Error(`not on the screen: ${[x, y, width, height].join(' ')}`);
  const start = u32(head.size) + u32(head.colours) * bytesOfColour;
  const pixelAt = (across: number, down: number): Pixel => {
    const column = x + Math.floor(((across + 0.5) * width) / points);
    const line = y + Math.floor(((down + 0.5) * height) / points);
    const at = start + line * u32(head.bytesPerLine) + column * 4;
    return [file[at + 2] ?? 0, file[at + 1] ?? 0, file[at] ?? 0];
  };
  const numbers = [...Array(points).keys()];
  return numbers.flatMap((down) => numbers.map((across) => pixelAt(across, down)));
}

/** The share of points that are green: most of the test picture of Chromium's fake camera is, and nothing else of ours. */
export function shareOfGreen(pixels: readonly Pixel[]): number {
  const green = pixels.filter(([red, of, blue]) => of > red + 40 && of > blue + 40);
  return green.length / pixels.length;
}

/** How many points are not as they were. */
export function countChanged(before: readonly Pixel[], after: readonly Pixel[]): number {
  return before.filter((pixel, at) => pixel.join() !== after[at]?.join()).length;
}
