import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { projectRoot } from '../build/ensure-built.ts';
import { readChromium } from '../setup/found-parts.ts';
import { icnsOf, icoOf, iconSizesPx, linuxSizesPx, type IconPicture } from './icon-files.ts';

// `npm run icons`: draws both apps' icons, in every form that a system wants, from the drawings beside them. The results
// are committed, so that packing needs no browser.

const drawings = { therapist: 'icon.svg', guest: 'icon-guest.svg' } as const;
const assets = join(projectRoot, 'assets');

const browser = await chromium.launch({
  executablePath: readChromium(),
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
try {
  const page = await browser.newPage();
  for (const [app, drawing] of Object.entries(drawings)) {
    const svg = readFileSync(join(assets, drawing), 'utf8');
    const pictures: IconPicture[] = [];
    for (const sizePx of iconSizesPx) {
      pictures.push({ sizePx, png: await draw(page, svg, sizePx) });
    }
    write(join(assets, 'icons'), app, pictures);
  }
} finally {
  await browser.close();
}

async function draw(page: Page, svg: string, sizePx: number): Promise<Uint8Array> {
  await page.setViewportSize({ width: sizePx, height: sizePx });
  const style = 'html,body{margin:0}svg{display:block;width:100vw;height:100vh}';
  await page.setContent(`<style>${style}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

function write(folder: string, app: string, pictures: readonly IconPicture[]): void {
  rmSync(join(folder, app), { recursive: true, force: true });
  mkdirSync(join(folder, app), { recursive: true });
  writeFileSync(join(folder, `${app}.icns`), icnsOf(pictures));
  writeFileSync(join(folder, `${app}.ico`), icoOf(pictures));
  for (const { sizePx, png } of pictures) {
    if (!linuxSizesPx.some((size) => size === sizePx)) continue;
    const name = `${String(sizePx)}x${String(sizePx)}.png`;
    writeFileSync(join(folder, app, name), png);
  }
}
