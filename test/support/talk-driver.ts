import type { Locator, Page } from 'playwright-core';
import { enGb } from '../../renderer/i18n/en-gb/words.ts';

const { talk } = enGb;

/** A file to hand over: its bytes, or the path of one. */
export type GivenFile = { readonly name: string; readonly bytes: Uint8Array } | { path: string };

/** Does in the messages of a call what people do, by names and roles, as assistive technology sees them. */
export class TalkDriver {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Everything that was written and handed over. */
  get items(): Locator {
    return this.#page.getByRole('region', { name: talk.list }).getByRole('listitem');
  }

  /** The button in the call's bar that shows the messages. */
  button(unread = 0): Locator {
    const name = unread === 0 ? talk.show : talk.showNew.replace('{{number}}', String(unread));
    return this.#page.getByRole('toolbar').getByRole('button', { name, exact: true });
  }

  async show(unread = 0): Promise<void> {
    await this.button(unread).click();
    await this.#page.getByRole('heading', { name: talk.title, exact: true }).waitFor();
  }

  async hide(): Promise<void> {
    await this.#page.getByRole('button', { name: talk.hide, exact: true }).first().click();
  }

  /** Writes and sends by the keyboard alone. */
  async write(text: string): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: talk.write.label });
    await field.fill(text);
    await field.press('Enter');
  }

  /** Chooses a file as a person does, in the browser's own dialog. */
  async handOver(file: GivenFile): Promise<void> {
    const choosing = this.#page.waitForEvent('filechooser');
    await this.#page.getByRole('button', { name: talk.file.hand, exact: true }).click();
    const chooser = await choosing;
    await chooser.setFiles(
      'path' in file
        ? file.path
        : {
            name: file.name,
            mimeType: 'application/octet-stream',
            buffer: Buffer.from(file.bytes),
          },
    );
  }

  /** The newest item that speaks of this file. */
  file(name: string): Locator {
    return this.items.filter({ hasText: name }).last();
  }

  /** Presses something that belongs to one file. `words`: such as `talk.file.saveNamed`. */
  async press(words: string, file: string): Promise<void> {
    const name = words.replace('{{file}}', file);
    await this.#page.getByRole('button', { name, exact: true }).last().click();
  }

  /** Writes down from now on how far every progress bar comes. */
  async watchProgress(): Promise<void> {
    await this.#page.evaluate(() => {
      const seen: number[] = [];
      Reflect.set(window, 'seenProgress', seen);
      new MutationObserver(() => {
        for (const bar of document.querySelectorAll('progress')) {
          if (seen.at(-1) !== bar.position) seen.push(bar.position);
        }
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }

  /** Each from 0 to 1, in the order in which they were seen. */
  seenProgress(): Promise<readonly number[]> {
    return this.#page.evaluate(() => Reflect.get(window, 'seenProgress') as number[]);
  }
}

/** Writes a message beside the call, and waits until somebody has it. */
export async function say(page: Page, text: string): Promise<void> {
  const driver = new TalkDriver(page);
  await driver.show();
  await driver.write(text);
  await driver.items.getByText(talk.delivery.heard).waitFor();
}

/** Looks at the one message that has come in. Resolves when it reads like this. */
export async function hear(page: Page, text: string): Promise<void> {
  const driver = new TalkDriver(page);
  await driver.show(1);
  await driver.items.getByText(text).waitFor();
}
