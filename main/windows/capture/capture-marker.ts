import type { Random } from '../../../src/base/ports.ts';

// A strip of saturated colours that does not occur by chance: 8 cells of 6 colours, neighbours different, 6 × 5⁷ strips.

/** By their channels: each fully on or fully off, so that colour management does not make one of them another. */
export const markerColours = {
  red: [true, false, false],
  green: [false, true, false],
  blue: [false, false, true],
  yellow: [true, true, false],
  cyan: [false, true, true],
  magenta: [true, false, true],
} as const satisfies Record<string, readonly [boolean, boolean, boolean]>;

export type MarkerColour = keyof typeof markerColours;
export type Marker = readonly MarkerColour[];

const cells = 8;
/** Of one cell, in CSS pixels. */
const cellWidth = 16;
export const markerHeight = 6;
export const markerWidth = cells * cellWidth;

const colourNames = Object.keys(markerColours) as readonly MarkerColour[];

/** A new one for each attempt: what lies on a screen from before is not taken for it. */
export function drawMarker(random: Random): Marker {
  const marker: MarkerColour[] = [];
  for (const byte of random.bytes(cells)) {
    const last = marker.at(-1);
    const others = colourNames.filter((name) => name !== last);
    // Not quite even, which does not matter: it has to be rare, not secret.
    const next = others[byte % others.length];
    if (next) marker.push(next);
  }
  return marker;
}

/** Draws it into the top left corner of whatever page, above everything, touching none of its elements. */
export function markerCss(marker: Marker): string {
  const stops = marker.map((name, index) => {
    const channels = markerColours[name].map((isOn) => (isOn ? '255' : '0')).join(' ');
    const [from, to] = [index * cellWidth, (index + 1) * cellWidth];
    return `rgb(${channels}) ${String(from)}px ${String(to)}px`;
  });
  return `html::after {
    content: "" !important;
    display: block !important;
    position: fixed !important;
    inset: 0 auto auto 0 !important;
    width: ${String(markerWidth)}px !important;
    height: ${String(markerHeight)}px !important;
    z-index: 2147483647 !important;
    pointer-events: none !important;
    forced-color-adjust: none !important;
    opacity: 1 !important;
    background: linear-gradient(to right, ${stops.join(', ')}) !important;
  }`;
}
