import type { SqlHandle, WriteHandle } from '../database/sql-handle.ts';

/** Whether the vault's first run has come to its end: a recovery key on paper. */
export interface FirstRunTable {
  /** It was begun and not ended: without that paper, this computer's keychain is the only way into the vault. */
  owesKit(): boolean;
  /** The key is on paper. Again changes nothing. */
  end(): void;
}

export function createFirstRunTable(sql: SqlHandle): FirstRunTable {
  const owesKit = (): boolean => sql.get('SELECT 1 FROM first_run') !== null;
  return {
    owesKit,
    end: () => {
      // Looked for first: a vault is not written to because somebody made another paper.
      if (owesKit()) sql.write((write) => write.run('DELETE FROM first_run'));
    },
  };
}

/** With the vault, so that there is never one without: whatever interrupts its first run is gone on with. */
export function beginFirstRun(write: WriteHandle): void {
  write.run('INSERT INTO first_run (only_row) VALUES (1)');
}
