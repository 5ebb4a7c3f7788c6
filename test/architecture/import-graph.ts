import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** The project's root folder. */
export const projectRoot = resolve(import.meta.dirname, '../..');

export interface Import {
  /** Path of the importing file from the project's root, with forward slashes. */
  readonly from: string;
  /** Path from the root for our own files; package name, or `node:…`, for others. */
  readonly to: string;
  readonly isOwn: boolean;
  /** Erased before anything runs. */
  readonly isTypeOnly: boolean;
}

/** Every static and dynamic import with a literal target, of every TypeScript file below `roots`. */
export function readImports(roots: readonly string[]): readonly Import[] {
  const files = roots.flatMap((root) =>
    globSync(`${root}/**/*.{ts,tsx}`, { cwd: projectRoot }).filter(
      (file) => !file.endsWith('.d.ts'),
    ),
  );
  return files.flatMap((file) => importsOf(file));
}

/** The package that a bare specifier names. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function importsOf(file: string): readonly Import[] {
  const source = readFileSync(join(projectRoot, file), 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse`);
  const fixed = module.staticImports.map((statement) => ({
    target: statement.moduleRequest.value,
    isTypeOnly: statement.entries.length > 0 && statement.entries.every((entry) => entry.isType),
  }));
  const forwarded = module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ target: entry.moduleRequest.value, isTypeOnly: entry.isType }] : [],
    ),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^(['"])(.*)\1$/u.exec(source.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[2] === undefined ? [] : [{ target: literal[2], isTypeOnly: false }];
  });
  return [...fixed, ...forwarded, ...dynamic].map(({ target, isTypeOnly }) => {
    const isOwn = target.startsWith('.');
    const to = isOwn
      ? relative(projectRoot, resolve(projectRoot, dirname(file), target.replace(/\?.*$/u, '')))
      : target;
    return { from: file, to, isOwn, isTypeOnly };
  });
}
