import { existsSync, mkdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { AskFolder, AskWhere } from '../../main/platform/file-saver.ts';

/**
 * Stands in for a person in the save dialog, who always says this folder, and never the name of something that is there
 * already. Without a folder they always change their mind.
 */
export function saveIntoFolder(folder: string | undefined): AskWhere {
  return (suggestedName) => {
    if (folder === undefined) return Promise.resolve(null);
    mkdirSync(folder, { recursive: true });
    return Promise.resolve(freePath(folder, suggestedName));
  };
}

/** The same for a person who is asked for a folder for backups. */
export function chooseFolderIn(folder: string | undefined): AskFolder {
  return () => {
    if (folder === undefined) return Promise.resolve(null);
    const chosen = join(folder, 'Quietroom backups');
    mkdirSync(chosen, { recursive: true });
    return Promise.resolve(chosen);
  };
}

function freePath(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? name : `${stem} (${String(count)})${ext}`);
    if (!existsSync(path)) return path;
  }
}
