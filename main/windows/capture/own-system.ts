import type { CaptureSystem } from '../../../src/domain/capture-capability.ts';

/** What this computer's capture shield depends on. `pretended`: by a test, in a development build. */
export function ownSystem(
  pretended: Pick<CaptureSystem, 'platform' | 'version'> | null,
): CaptureSystem {
  const { platform, versions } = process;
  return {
    platform,
    version: process.getSystemVersion(),
    electron: versions.electron,
    ...pretended,
  };
}
