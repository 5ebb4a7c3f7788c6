import type { Page } from 'playwright-core';
import { talk } from '../../renderer/i18n/en-gb/talk.ts';

/** Writes a message beside the call, and waits until somebody has it. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: talk.show, exact: true }).click();
  const field = page.getByRole('textbox', { name: talk.write.label });
  await field.fill(text);
  await field.press('Enter');
  await page.getByText(talk.delivery.heard).waitFor();
}

/** Looks at the one message that has come in. Resolves when it reads like this. */
export async function hear(page: Page, text: string): Promise<void> {
  const news = talk.showNew.replace('{{number}}', '1');
  await page.getByRole('button', { name: news, exact: true }).click();
  await page.getByRole('region', { name: talk.list }).getByText(text).waitFor();
}
