import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { pageBuild } from '../../../../vite/renderer.ts';
import { runFloorServer, withCapabilities } from '../../join/floor/run-floor-server.ts';

// The floor's server with the page of a whole call, started as a process of its own.

await runFloorServer(async (router) => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-call-'));
  try {
    await build({ ...pageBuild(import.meta.dirname, folder), logLevel: 'error' });
    const html = withCapabilities(readFileSync(join(folder, 'index.html'), 'utf8'), router);
    const scripts = readdirSync(join(folder, 'assets')).map((name) => {
      const body = brotliCompressSync(readFileSync(join(folder, 'assets', name)));
      return [`/assets/${name}`, { type: 'text/javascript', body }] as const;
    });
    return new Map([['/', { type: 'text/html', body: brotliCompressSync(html) }], ...scripts]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
