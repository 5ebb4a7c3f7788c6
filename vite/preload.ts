import type { InlineConfig } from 'vite';
import { namesOf, type Contract } from '../src/contract/contract.ts';

/**
 * The preload of an app's window: one CommonJS file, because a sandboxed preload can load nothing else. The names of
 * the app's contract are put in here, so that the schemas and zod stay out.
 */
export function preloadBuild(root: string, outDir: string, table: Contract): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define: {
      __IPC_CALLS__: JSON.stringify(namesOf(table, 'call')),
      __IPC_PUSHES__: JSON.stringify(namesOf(table, 'push')),
      __MAY_PRINT__: JSON.stringify('vault.new-recovery-key' in table),
    },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: 'main/preload/bridge.ts',
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'bridge.cjs', format: 'cjs' } },
    },
  };
}
