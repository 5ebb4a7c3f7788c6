import type { AppStatus } from '../../src/contract/app-status.ts';

/** What the shell (Electron, or the preview host) says about itself when it starts the main side. */
export interface HostInfo {
  readonly kind: AppStatus['host'];
  readonly versions: AppStatus['versions'];
  /** Origin of our own pages, such as `app://quietroom`: the only one that is answered. */
  readonly rendererOrigin: string;
}
