import type { PostureSystem } from '../../../src/contract/posture-calls.ts';
import type { LocalPostureCheck } from '../../ports/posture-port.ts';

/**
 * Checks whose answers by this system were seen: real output of it, captured or quoted, is among the fixtures (a test
 * compares). The others are not run, because a guess at what a system says is no finding.
 */
export const verifiedChecks: Readonly<Record<PostureSystem, readonly LocalPostureCheck[]>> = {
  windows: ['os-updates', 'network', 'remote-session', 'other-programs'],
  macos: ['disk-encryption', 'os-updates', 'network', 'remote-session'],
  linux: [
    'disk-encryption',
    'screen-lock',
    'os-updates',
    'network',
    'remote-session',
    'other-programs',
  ],
  other: [],
};
