import type { SelfDescription } from '../../src/contract/media-worker.ts';

/** Written in by the build; absent where a test runs this file as it is. */
declare const __QUIETROOM_VERSION__: string | undefined;

/**
 * What this page reports of itself for a session's record. Nobody here has tried yet whether the window can be captured;
 * of recorders it knows its own build, which has none.
 */
export function describeSelf({ userAgent }: Pick<Navigator, 'userAgent'>): SelfDescription {
  return {
    app: typeof __QUIETROOM_VERSION__ === 'string' ? __QUIETROOM_VERSION__ : '',
    runtime: /(?:Electron|Chrome)\/[0-9.]+/u.exec(userAgent)?.[0].slice(0, 64) ?? '',
    capture: 'unknown',
    recording: 'none',
  };
}
