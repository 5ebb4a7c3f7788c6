import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files below `folder` that hold `text`, in either of the encodings that SQLite or Chromium would use. */
export function findText(text: string, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le'));
    });
}
