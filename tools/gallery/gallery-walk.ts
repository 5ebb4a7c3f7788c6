import { chromium, type Browser, type Page } from 'playwright-core';
import { audit, prepareAudit, type Finding } from './audit.ts';

/** A window to look through. Zoom makes the page's own pixels fewer, as it does in a browser. */
export interface Lens {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

const sizes = [
  { name: '100', zoom: 1, width: 1280, height: 800 },
  { name: '125', zoom: 1.25, width: 1280, height: 800 },
  { name: '200', zoom: 2, width: 1280, height: 800 },
];

/** Light and dark at 100, 125 and 200 %. */
export const lenses: readonly Lens[] = (['light', 'dark'] as const).flatMap((theme) =>
  sizes.map((size) => ({ ...size, name: `${theme}-${size.name}`, theme })),
);

/** The narrowest window that everything works in: a phone. Colours do not differ by width, so one theme is enough. */
export const phone: Lens = { name: 'phone', theme: 'light', zoom: 1, width: 360, height: 640 };

/** What was found in one view through one lens. */
export interface Seen {
  readonly view: string;
  readonly lens: Lens;
  readonly findings: readonly Finding[];
}

export interface WalkOptions {
  readonly executablePath: string;
  readonly origin: string;
  readonly lenses: readonly Lens[];
  /** Only these views; all of them when left out. */
  readonly only?: readonly string[];
  /** Called with the page as it was looked at, for instance to take a picture. */
  readonly look?: (page: Page, view: string, lens: Lens) => Promise<void>;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--autoplay-policy=no-user-gesture-required',
];

/** Opens every view through every lens in a real Chromium, audits it, and tells what was found. */
export async function walkGallery(options: WalkOptions): Promise<readonly Seen[]> {
  const browser = await chromium.launch({ executablePath: options.executablePath, args: flags });
  try {
    // Two at a time: while one page is audited, the other one is drawn.
    const left = [...options.lenses];
    const walk = async (): Promise<readonly Seen[]> => {
      const seen: Seen[] = [];
      for (let lens = left.shift(); lens; lens = left.shift()) {
        seen.push(...(await walkThrough(browser, lens, options)));
      }
      return seen;
    };
    return (await Promise.all([walk(), walk()])).flat();
  } finally {
    await browser.close();
  }
}

async function walkThrough(
  browser: Browser,
  lens: Lens,
  options: WalkOptions,
): Promise<readonly Seen[]> {
  const context = await browser.newContext({
    viewport: sizeOf(lens),
    deviceScaleFactor: lens.zoom,
    colorScheme: lens.theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  try {
    const page = await context.newPage();
    await prepareAudit(page);
    const complaints = listen(page);
    const seen: Seen[] = [];
    for (const view of await readViewIds(page, `${options.origin}/?theme=${lens.theme}`)) {
      if (options.only && !options.only.includes(view)) continue;
      await showView(page, view, lens);
      const findings = [...(await audit(page)), ...complaints.splice(0)];
      await options.look?.(page, view, lens);
      seen.push({ view, lens, findings });
    }
    return seen;
  } finally {
    await context.close();
  }
}

/** The window in the page's own pixels. */
function sizeOf({ width, height, zoom }: Lens): {
  readonly width: number;
  readonly height: number;
} {
  return { width: Math.round(width / zoom), height: Math.round(height / zoom) };
}

/** Whatever the page or the browser complains about from now on. */
function listen(page: Page): Finding[] {
  const complaints: Finding[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  return complaints;
}

async function readViewIds(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page
    .locator('[data-view]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('data-view') ?? ''));
}

/** The next view in the same page: what one hundred views share is loaded once. */
async function showView(page: Page, view: string, lens: Lens): Promise<void> {
  await page.evaluate((id) => {
    location.hash = id;
  }, view);
  await page.locator(`body[data-shows="${view}"]`).waitFor();
  await fitHeight(page, lens);
  await untilPainted(page);
}

/** A long sheet gets a window as long as itself: Chromium paints no video outside the window. */
async function fitHeight(page: Page, lens: Lens): Promise<void> {
  const { width, height: least } = sizeOf(lens);
  // Back from a longer view before.
  if (page.viewportSize()?.height !== least) await page.setViewportSize({ width, height: least });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > least) await page.setViewportSize({ width, height });
}

/**
 * Pictures come from painted tracks; each has its first frame before the view counts as shown. React-aria keeps a
 * dialog transparent for a moment, in case a keyboard comes up on the screen; until then it is no dialog to axe.
 */
async function untilPainted(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const dialogs = document.querySelectorAll('[role=dialog], [role=alertdialog]');
    return (
      // Code that is loaded late.
      document.querySelector('[aria-busy=true]') === null &&
      [...document.querySelectorAll('video')].every((video) => video.readyState >= 2) &&
      [...dialogs].every((dialog) => dialog.checkVisibility({ opacityProperty: true }))
    );
  });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
