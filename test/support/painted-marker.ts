import { markerColours, type Marker } from '../../main/windows/capture/capture-marker.ts';
import type { Bitmap } from '../../main/windows/capture/find-marker.ts';

interface Painting {
  readonly width?: number;
  readonly height?: number;
  /** Left edge and top edge of the strip. */
  readonly at?: readonly [number, number];
  /** Pixels of the picture for each of the marker's own. */
  readonly scale?: number;
  /** How far each channel is from full, as colour management leaves it. */
  readonly fade?: number;
}

const cellWidth = 16;
const stripHeight = 6;

/** A grey picture with a marker in it, drawn as a screen would scale it: pixels on an edge are mixtures. */
export function paintedMarker(marker: Marker | null, painting: Painting = {}): Bitmap {
  const { width = 400, height = 300, at = [0, 0], scale = 1, fade = 0 } = painting;
  const pixels = new Uint8Array(width * height * 4).fill(200);
  const bitmap = { width, height, pixels };
  if (!marker) return bitmap;
  for (let y = 0; y < height; y += 1) {
    if (y < at[1] || y >= at[1] + stripHeight * scale) continue;
    for (let x = 0; x < width; x += 1) {
      const [from, to] = [(x - at[0]) / scale, (x + 1 - at[0]) / scale];
      if (from < 0 || to > marker.length * cellWidth) continue;
      const mixed = mixture(marker, from, to).map((part) => fade + part * (255 - 2 * fade));
      // Blue comes first.
      pixels.set(mixed.toReversed(), (y * width + x) * 4);
    }
  }
  return bitmap;
}

/** The part of each channel that is on, between two places of the strip. */
function mixture(marker: Marker, from: number, to: number): readonly number[] {
  const samples = 8;
  const sum = [0, 0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    const place = from + ((sample + 0.5) / samples) * (to - from);
    const colour = marker[Math.floor(place / cellWidth)];
    if (!colour) continue;
    for (const [channel, isOn] of markerColours[colour].entries()) {
      if (isOn) sum[channel] = (sum[channel] ?? 0) + 1 / samples;
    }
  }
  return sum;
}
