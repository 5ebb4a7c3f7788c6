import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGallery } from './build-gallery.ts';
import { serveGallery } from './gallery-server.ts';
import { lenses, phone, walkGallery } from './gallery-walk.ts';

// npm run gallery -- [--screenshots DIR] [--view ID]… [--lens NAME]… : builds the gallery, audits every view through
// every lens (or those named), and takes its picture. Exits with 1 when anything was found. With --serve it stays up for looking at in a browser.
const { values } = parseArgs({
  options: {
    screenshots: { type: 'string' },
    view: { type: 'string', multiple: true },
    lens: { type: 'string', multiple: true },
    serve: { type: 'boolean', default: false },
  },
});

const server = await serveGallery(await buildGallery());
if (values.serve) {
  console.log(`The gallery is at ${server.origin} until you press Ctrl-C.`);
} else {
  try {
    process.exitCode = await look();
  } finally {
    server.close();
  }
}

async function look(): Promise<number> {
  const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';
  const folder = values.screenshots === undefined ? null : resolve(values.screenshots);
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const seen = await walkGallery({
    executablePath,
    origin: server.origin,
    lenses: [...lenses, phone].filter(({ name }) => values.lens?.includes(name) ?? true),
    ...(values.view ? { only: values.view } : {}),
    look: async (page, view, lens) => {
      if (folder === null) return;
      await page.screenshot({ path: join(folder, `${view}.${lens.name}.png`), fullPage: true });
    },
  });
  const wrong = seen.filter(({ findings }) => findings.length > 0);
  for (const { view, lens, findings } of wrong) {
    for (const finding of findings) console.log(`${view} (${lens.name}): ${finding}`);
  }
  console.log(`${String(seen.length)} pages looked at, ${String(wrong.length)} with findings.`);
  if (folder !== null) console.log(`Pictures: ${folder}`);
  return wrong.length === 0 && seen.length > 0 ? 0 : 1;
}
