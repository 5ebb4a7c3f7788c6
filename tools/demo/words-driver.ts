import type { Page } from 'playwright-core';
import { privacy } from '../../renderer/i18n/en-gb/privacy.ts';

/** The safety words as they stand on one side's screen, in order. Waits until they are there. */
export async function readWords(page: Page): Promise<readonly string[]> {
  const list = page.getByRole('list', { name: privacy.words.list });
  await list.waitFor();
  return list.getByRole('listitem').allInnerTexts();
}

/** Says that they are the same, as this person would who has heard the other read theirs aloud. */
export async function confirmWords(page: Page): Promise<void> {
  await page.getByRole('button', { name: privacy.words.same, exact: true }).click();
}
