import { markerColours, type Marker, type MarkerColour } from './capture-marker.ts';

/** A picture as Electron's `toBitmap` gives it: four bytes a pixel, blue first. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A channel from here up is on, up to there off, and between them neither: a mixture of two cells. */
const onFrom = 150;
const offUpTo = 125;
/** Narrower cells than this are not told from a pattern that is there by chance. */
const leastCell = 3;
/** The strip is six pixels high: whatever the scale, every second row meets it. */
const rowStep = 2;

interface Run {
  readonly colour: MarkerColour;
  readonly start: number;
  end: number;
}

/** How many points are searched in one go: some milliseconds' work, whatever they show. */
const bandPoints = 500_000;

/**
 * A picture in bands, one below the other, of which each is searched in one go: a large screen taken at once would hold up
 * everything else. The marker is in the picture when it is in one of them.
 */
export function bandsOf({ width, height, pixels }: Bitmap): readonly Bitmap[] {
  const rows = Math.max(1, Math.floor(bandPoints / Math.max(1, width) / rowStep)) * rowStep;
  const bandCount = width === 0 ? 0 : Math.ceil(height / rows);
  return Array.from({ length: bandCount }, (_, index) => {
    const from = index * rows;
    const to = Math.min(height, from + rows);
    return { width, height: to - from, pixels: pixels.subarray(from * width * 4, to * width * 4) };
  });
}

/** Whether the marker is anywhere in the picture, at whatever scale, blurred at its edges or not. */
export function hasMarker({ width, height, pixels }: Bitmap, marker: Marker): boolean {
  for (let y = 0; y < height; y += rowStep) {
    const row = pixels.subarray(y * width * 4, (y + 1) * width * 4);
    if (isInRow(row, marker)) return true;
  }
  return false;
}

function isInRow(row: Uint8Array, marker: Marker): boolean {
  const runs = runsOf(row);
  return runs.some((_run, index) => fits(runs.slice(index, index + marker.length), marker));
}

/** Stretches of one pure colour. */
function runsOf(row: Uint8Array): readonly Run[] {
  const runs: Run[] = [];
  for (let x = 0; x * 4 + 2 < row.length; x += 1) {
    const colour = colourAt(row, x * 4);
    if (colour === null) continue;
    const last = runs.at(-1);
    if (last?.colour === colour && last.end === x) last.end = x + 1;
    else runs.push({ colour, start: x, end: x + 1 });
  }
  // What the blur between two cells may give: a third colour, one pixel wide.
  return runs.filter(({ start, end }) => end - start >= leastCell);
}

function fits(runs: readonly Run[], marker: Marker): boolean {
  const [first] = runs;
  const last = runs.at(-1);
  if (!first || !last || runs.length < marker.length) return false;
  if (runs.some(({ colour }, index) => colour !== marker[index])) return false;
  const cell = (last.end - first.start) / marker.length;
  // Cells of one width, each where it belongs: the middle of a cell is pure at any scale.
  return runs.every(({ start, end }, index) => {
    const middle = first.start + (index + 0.5) * cell;
    return start <= middle && middle <= end && end - start <= cell * 1.5;
  });
}

function colourAt(row: Uint8Array, offset: number): MarkerColour | null {
  const blue = level(row[offset]);
  const green = level(row[offset + 1]);
  const red = level(row[offset + 2]);
  if (red === null || green === null || blue === null) return null;
  return byChannels[(red ? 4 : 0) + (green ? 2 : 0) + (blue ? 1 : 0)] ?? null;
}

function level(value: number | undefined): boolean | null {
  if (value === undefined) return null;
  if (value >= onFrom) return true;
  return value <= offUpTo ? false : null;
}

/** Black and white, at both ends, are no colours of a marker. */
const byChannels: readonly (MarkerColour | null)[] = Array.from({ length: 8 }, (_, index) => {
  const wanted = [index >= 4, index % 4 >= 2, index % 2 === 1];
  const names = Object.keys(markerColours) as MarkerColour[];
  return (
    names.find((name) => markerColours[name].every((isOn, channel) => isOn === wanted[channel])) ??
    null
  );
});
