import { join } from 'node:path';
import type { Plugin } from 'vite';

const toolbar = /[\\/]react-aria[\\/]dist[\\/]private[\\/]toolbar[\\/]useToolbar\.mjs$/u;

/** Gives React Aria's toolbar `bar-focus.ts` for what it takes of FocusScope: 27 KB, and a page needs the rest for dialogs only. */
export function slimToolbar(): Plugin {
  return {
    name: 'quietroom:slim-toolbar',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer !== undefined && toolbar.test(importer) && source.endsWith('/focus/FocusScope.mjs')
        ? join(import.meta.dirname, 'bar-focus.ts')
        : null,
  };
}
