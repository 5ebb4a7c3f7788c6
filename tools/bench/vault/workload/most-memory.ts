import { readFileSync } from 'node:fs';

/**
 * The most that was resident of this process, in bytes. On Linux by its own account: `resourceUsage` counts what it shared with whoever
 * started it, before it became another program, and so says what that one has.
 */
export function mostResidentBytes(): number {
  const own = process.platform === 'linux' ? ownAccount() : null;
  return own ?? process.resourceUsage().maxRSS * 1024;
}

function ownAccount(): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
