import { join } from 'node:path';

// The product opens a database in one way only, and asserts it: there is nothing in it that would turn its cipher off. So a
// process that measures another one has two modules of its own in place of the product's, and everything above them, from
// the journal of commits to the backups, is the product's code.

const product = join(import.meta.dirname, '../../../../main/vault/database');
const replacements: ReadonlyMap<string, string> = new Map([
  [join(product, 'open-database.ts'), join(import.meta.dirname, 'open-other-database.ts')],
  [join(product, 'plain-file.ts'), join(import.meta.dirname, 'other-file.ts')],
]);
const others = new Set(replacements.values());

/** What stands for a file of the product when `importer` asks for it; null: nothing does. Paths are absolute. */
export function otherModule(path: string, importer: string | null): string | null {
  // The other modules may use what they stand for.
  const isOther = importer !== null && others.has(importer);
  return isOther ? null : (replacements.get(path) ?? null);
}
