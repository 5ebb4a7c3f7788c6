import type { CaptureCapability } from '../contract/capture-schema.ts';

/** What the capability depends on. */
export interface CaptureSystem {
  /** As Node's `process.platform` has it. */
  readonly platform: string;
  /** Windows: `10.0.22631`. macOS: `15.1`. As Electron's `process.getSystemVersion` has it. */
  readonly version: string;
  /** Electron's version; null without it. */
  readonly electron: string | null;
}

/** Windows 10 2004: the first with WDA_EXCLUDEFROMCAPTURE. */
const firstHidingBuild = 19_041;
/** Windows 11 23H2: here and later nobody reported what electron#47834 is about. */
const firstSoundBuild = 22_631;
const firstFaultyElectron = [36, 3, 2] as const;
/** The first macOS on which ScreenCaptureKit shows what `sharingType` none leaves out. */
const firstPartlyMacos = 15;

/** What this system is known to do. `unknown` whenever its version cannot be read. */
export function captureCapability({
  platform,
  version,
  electron,
}: CaptureSystem): CaptureCapability {
  switch (platform) {
    case 'linux':
      return 'none';
    case 'win32':
      return onWindows(numbersOf(version)[2], numbersOf(electron ?? ''));
    case 'darwin':
      return onMacos(numbersOf(version)[0]);
    default:
      return 'unknown';
  }
}

function onWindows(build: number | undefined, electron: readonly number[]): CaptureCapability {
  if (build === undefined) return 'unknown';
  if (build < firstHidingBuild) return 'black';
  return build < firstSoundBuild && !isBefore(electron, firstFaultyElectron) ? 'faulty' : 'hides';
}

function onMacos(major: number | undefined): CaptureCapability {
  if (major === undefined) return 'unknown';
  // Before that, too, tools that look in other ways have shown such windows (electron#38994).
  return major >= firstPartlyMacos ? 'partly' : 'hides';
}

function numbersOf(version: string): readonly number[] {
  return /^[0-9]+(?:\.[0-9]+)*/u.exec(version)?.[0].split('.').map(Number) ?? [];
}

/** An empty version is not before anything: what cannot be read is taken for the worse one. */
function isBefore(version: readonly number[], other: readonly number[]): boolean {
  if (version.length === 0) return false;
  for (const [index, number] of other.entries()) {
    const own = version[index] ?? 0;
    if (own !== number) return own < number;
  }
  return false;
}
