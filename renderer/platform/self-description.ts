import type { CaptureVerdict } from '../../src/contract/capture-schema.ts';
import type { SelfDescription } from '../../src/contract/media-worker.ts';

/** Written in by the build; absent where a test runs this file as it is. */
declare const __QUIETROOM_VERSION__: string | undefined;

/**
 * What this page reports of itself, to the others and for a session's record. `capture`: what its app found when it tried;
 * a browser's page has none that could try. Of recorders it knows its own build, which has none.
 */
export function describeSelf(
  { userAgent }: Pick<Navigator, 'userAgent'>,
  capture: CaptureVerdict,
): SelfDescription {
  return {
    app: typeof __QUIETROOM_VERSION__ === 'string' ? __QUIETROOM_VERSION__ : '',
    runtime: /(?:Electron|Chrome)\/[0-9.]+/u.exec(userAgent)?.[0].slice(0, 64) ?? '',
    capture,
    recording: 'none',
  };
}
