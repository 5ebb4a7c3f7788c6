import { flushCompileCache } from 'node:module';

/**
 * Lets the next process have what this one compiled while it was loaded, where `NODE_COMPILE_CACHE` names a folder for that: Node itself
 * keeps it when a process ends, and ours are killed. To be called before the first line is said.
 */
export function keepCompiled(): void {
  flushCompileCache();
}
