import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildFloor } from './build-floor.ts';
import { runFloorServer, withCapabilities } from './run-floor-server.ts';

// The floor's server, started as a process of its own.

await runFloorServer(async (router) => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-floor-'));
  try {
    const { html, files } = await buildFloor(folder);
    const body = brotliCompressSync(withCapabilities(html, router));
    return files.set('/', { type: 'text/html', body });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
