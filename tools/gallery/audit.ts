import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Something that the audit does not accept, in one line. */
export type Finding = string;

const axeResults = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }),
  ),
});

/** What axe checks: all of WCAG 2.2 AA and its advice on good practice. */
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Makes axe available to every page that is opened afterwards; our own policy would refuse a script element. */
export async function prepareAudit(page: Page): Promise<void> {
  await page.addInitScript({ content: axe.source });
}

/** Everything wrong with what the page shows now. */
export async function audit(page: Page): Promise<readonly Finding[]> {
  const findings = [...(await findAxeViolations(page)), ...(await findTooWide(page))];
  return [...findings, ...(await findBareVideos(page)), ...(await findSmallTargets(page))];
}

async function findAxeViolations(page: Page): Promise<readonly Finding[]> {
  const results: unknown = await page.evaluate((tags) => {
    const inPage = globalThis as unknown as { readonly axe: typeof axe };
    return inPage.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  }, axeTags);
  return axeResults
    .parse(results)
    .violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `axe ${id}: ${target.join(' ')}`),
    );
}

/** Nothing may need sideways scrolling, at any zoom. */
async function findTooWide(page: Page): Promise<readonly Finding[]> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return overflow > 0 ? [`scrolls sideways by ${String(overflow)} px`] : [];
}

/**
 * Chromium names a video as it likes, whatever its label: it is in an image that has the name, or in something that assistive
 * technology is not told of.
 */
function findBareVideos(page: Page): Promise<readonly Finding[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .filter((video) => video.closest('[role=img][aria-label], [aria-hidden=true]') === null)
      .map((video) => `video "${video.ariaLabel ?? ''}" is in no image that has a name`),
  );
}

/** Whatever can be pressed is at least 32 px in both directions, 44 px in the call bar. */
function findSmallTargets(page: Page): Promise<readonly Finding[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, input, select, textarea');
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      const isShown = control.checkVisibility() && width > 1 && control.tabIndex >= 0;
      const least = control.closest('[role=toolbar]') ? 44 : 32;
      if (!isShown || (width >= least && height >= least)) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return [`target "${name}" is ${width.toFixed(0)} × ${height.toFixed(0)} px`];
    });
  });
}
