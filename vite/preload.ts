import type { InlineConfig } from 'vite';
import { ipc } from '../src/contract/ipc.ts';

/** The names of one kind in the contract's table. */
function namesOf(kind: 'call' | 'push'): readonly string[] {
  return Object.entries(ipc)
    .filter(([, shape]) => shape.kind === kind)
    .map(([name]) => name);
}

/**
 * The preload of the therapist's window: one CommonJS file, because a sandboxed preload can load nothing else. The
 * names of the contract are put in here, so that the schemas and zod stay out.
 */
export function preloadBuild(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define: {
      __IPC_CALLS__: JSON.stringify(namesOf('call')),
      __IPC_PUSHES__: JSON.stringify(namesOf('push')),
    },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: 'main/preload/therapist.ts',
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'therapist.cjs', format: 'cjs' } },
    },
  };
}
