/** UTF-16 units of each note in a vault that is measured. */
export const noteCharacters = 2048;

/** How much is in a vault that is measured. */
export interface VaultSize {
  readonly clients: number;
  readonly notes: number;
}

/** How much is done with it. */
export interface WorkloadSize {
  readonly commits: number;
  readonly bulk: number;
  readonly searches: number;
}

/** Where the backups of a measured vault go. */
export function backupFolderOf(dataFolder: string): string {
  return `${dataFolder}-backups`;
}
