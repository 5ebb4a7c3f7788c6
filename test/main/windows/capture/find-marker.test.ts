import { describe, expect, it } from 'vitest';
import { drawMarker, markerCss } from '../../../../main/windows/capture/capture-marker.ts';
import { bandsOf, hasMarker } from '../../../../main/windows/capture/find-marker.ts';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { paintedMarker } from '../../../support/painted-marker.ts';

const marker = [
  'red', 'green', 'cyan', 'magenta', 'blue', 'yellow', 'red', 'blue',
] as const; // prettier-ignore
const other = ['red', 'green', 'cyan', 'magenta', 'blue', 'yellow', 'red', 'cyan'] as const;

describe('a marker in a picture', () => {
  it.each([0.5, 0.75, 1, 1.1, 1.25, 1.5, 1.6, 1.75, 2, 2.5, 3])('is found at scale %s', (scale) => {
    const picture = paintedMarker(marker, { scale, at: [3, 5], width: 420, height: 40 });
    expect(hasMarker(picture, marker)).toBe(true);
  });

  it.each([
    ['in a corner', { at: [272, 294] }],
    ['between pixels', { at: [10.4, 7.3] }],
    ['in the colours of another screen', { fade: 80 }],
    ['scaled between pixels', { at: [10.6, 7.3], scale: 1.33 }],
  ] as const)('is found %s', (_how, painting) => {
    expect(hasMarker(paintedMarker(marker, painting), marker)).toBe(true);
  });

  it.each([
    ['there is none', paintedMarker(null)],
    ['there is another one', paintedMarker(other)],
    ['it is cut off', paintedMarker(marker, { width: 112 })],
    ['it runs the other way', paintedMarker(marker.toReversed())],
    ['the picture is empty', { width: 0, height: 0, pixels: new Uint8Array() }],
    ['it is black', { width: 200, height: 20, pixels: new Uint8Array(16_000) }],
    ['it has been blurred away', paintedMarker(marker, { scale: 0.1 })],
    ['its cells are of other widths', unevenly()],
  ])('is not found where %s', (_what, picture) => {
    expect(hasMarker(picture, marker)).toBe(false);
  });

  it.each([
    [3840, 2160],
    [1280, 800],
    [1, 3],
    [700_000, 3],
  ])('is looked for in all of a picture of %s × %s, in bands of bounded size', (width, height) => {
    const pixels = new Uint8Array(width * height * 4);
    const bands = bandsOf({ width, height, pixels });
    expect(bands.every((band) => band.width === width)).toBe(true);
    expect(bands.every((band) => band.pixels.length === width * band.height * 4)).toBe(true);
    expect(bands.reduce((sum, band) => sum + band.height, 0)).toBe(height);
    const largest = Math.max(...bands.map((band) => band.height));
    expect(largest === 2 || largest * width <= 500_000).toBe(true);
    // Rows are taken in pairs: a band that began in the middle of one would look at others.
    expect(bands.slice(0, -1).every((band) => band.height % 2 === 0)).toBe(true);
  });

  it('is in one of the bands of a picture that it is in', () => {
    const painted = paintedMarker(marker, { width: 2000, height: 600, at: [3, 430] });
    const found = bandsOf(painted).map((band) => hasMarker(band, marker));
    expect(found).toEqual([false, true, false]);
  });

  it('is another one each time, of colours that differ from their neighbours', () => {
    const drawn = Array.from({ length: 50 }, () => drawMarker(systemRandom));
    expect(new Set(drawn.map((one) => one.join())).size).toBeGreaterThan(45);
    for (const one of drawn) {
      expect(one).toHaveLength(8);
      expect(one.every((colour, index) => colour !== one[index - 1])).toBe(true);
    }
  });

  it('is drawn above everything, and takes no click', () => {
    const css = markerCss(marker);
    expect(css).toContain('rgb(255 0 0) 0px 16px, rgb(0 255 0) 16px 32px');
    expect(css).toContain('pointer-events: none');
  });
});

function unevenly() {
  const picture = paintedMarker(marker);
  // The second half of the first cell is grey.
  for (let y = 0; y < 6; y += 1) picture.pixels.fill(200, y * 1600 + 4, y * 1600 + 60);
  return picture;
}
