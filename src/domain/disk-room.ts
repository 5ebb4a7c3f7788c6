/** What a disk should have left whatever lies on it, in bytes: notes of the next weeks, and what the system needs. */
const leastBytes = 200 * 1024 * 1024;

/**
 * Whether somebody is to be told that room runs out: a backup and a new key need the size of the vault again, and a copy
 * that is cut short is no copy.
 */
export function isShortOfRoom(vaultBytes: number, freeBytes: number): boolean {
  return freeBytes < vaultBytes + leastBytes;
}
