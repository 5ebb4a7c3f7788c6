import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

// The product opens a database in one way only, and asserts it: there is nothing in it that would turn its cipher off. So a
// process that measures another one has two modules of its own in place of the product's, and everything above them, from
// the journal of commits to the backups, is the product's code.

const product = join(import.meta.dirname, '../../../../main/vault/database');
const replacements = new Map(
  [
    ['open-database.ts', 'open-other-database.ts'],
    ['plain-file.ts', 'other-file.ts'],
  ].map(([own, other]) => [
    pathToFileURL(join(product, own ?? '')).href,
    pathToFileURL(join(import.meta.dirname, other ?? '')).href,
  ]),
);
const others = new Set(replacements.values());

/** For every module of this process that is loaded from now on. */
export function replaceCipher(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const other = replacements.get(found.url);
      // The other modules may use what they stand for.
      const isOther = context.parentURL !== undefined && others.has(context.parentURL);
      return other === undefined || isOther ? found : { ...found, url: other };
    },
  });
}
