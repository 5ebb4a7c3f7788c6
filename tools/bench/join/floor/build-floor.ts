import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'vite';

/** One file as the floor's server sends it. */
export interface FloorFile {
  readonly type: string;
  readonly body: Buffer;
}

/** Handlers for other browsers than the one that measures; mediasoup-client names them all. */
const otherHandlers = /handlers\/(?:Chrome74|Firefox120|Safari12|ReactNative106|FakeHandler)$/u;

/**
 * Bundles the floor's page as small as it gets, and compresses the bundle.
 * @returns the page's markup, which its server completes, and every other file by its path.
 */
export async function buildFloor(
  outputFolder: string,
): Promise<{ html: string; files: Map<string, FloorFile> }> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    plugins: [withoutOtherHandlers()],
    build: {
      outDir: outputFolder,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(import.meta.dirname, 'floor.html') },
    },
  });
  const scripts = readdirSync(join(outputFolder, 'assets')).map((name) => {
    const body = brotliCompressSync(readFileSync(join(outputFolder, 'assets', name)));
    return [`/assets/${name}`, { type: 'text/javascript', body }] as const;
  });
  return {
    html: readFileSync(join(outputFolder, 'floor.html'), 'utf8'),
    files: new Map(scripts),
  };
}

function withoutOtherHandlers(): Plugin {
  return {
    name: 'without-other-handlers',
    enforce: 'pre',
    resolveId: (source) => (otherHandlers.test(source) ? '\0no-handler' : null),
    load: (id) => (id === '\0no-handler' ? 'export {};' : null),
  };
}
