import type { PortalPort } from '../ports/portal-port.ts';
import type { PosturePort } from '../ports/posture-port.ts';
import type { ServerKeysPort } from '../ports/server-keys-port.ts';

/** For a shell that cannot look at its computer: nothing is claimed of it. */
export const unknownComputer: {
  readonly posture: PosturePort;
  readonly serverKeys: ServerKeysPort;
  readonly portal: PortalPort;
} = {
  posture: { system: 'other', read: async () => Promise.resolve({ state: 'not-verified' }) },
  serverKeys: { ask: async () => Promise.resolve({ state: 'absent' }) },
  portal: { isThere: async () => Promise.resolve(false) },
};
