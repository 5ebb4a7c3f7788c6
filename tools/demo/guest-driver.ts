import type { Page } from 'playwright-core';
import { devices } from '../../renderer/i18n/en-gb/devices.ts';
import { guest } from '../../renderer/i18n/en-gb/guest.ts';

/** Does on the guest's page what a client does. */
export class GuestDriver {
  readonly #page: Page;
  readonly #follow: (link: string) => Promise<unknown>;

  /** `follow`: how the page gets to the link; by its address when left out, as a browser does. */
  constructor(page: Page, follow = (link: string): Promise<unknown> => page.goto(link)) {
    this.#page = page;
    this.#follow = follow;
  }

  /** Opens the link and waits until the device check shows the camera and hears the microphone. */
  async open(link: string): Promise<void> {
    await this.#follow(link);
    await this.#page.getByRole('heading', { name: guest.check.title }).waitFor();
    await this.#page.getByText(devices.heard).waitFor();
  }

  /** From the device check into the waiting room. */
  async join(): Promise<void> {
    await this.#page.getByRole('button', { name: guest.check.next, exact: true }).click();
    await this.#page.getByRole('heading', { name: guest.waiting.title }).waitFor();
  }

  /** Waits for the call to appear. */
  async waitForCall(): Promise<void> {
    await this.#page.getByRole('button', { name: guest.call.leave, exact: true }).waitFor();
  }

  /** Waits for the goodbye after the therapist has ended the session. */
  async waitForGoodbye(): Promise<void> {
    await this.#page.getByRole('heading', { name: guest.goodbye.ended.title }).waitFor();
  }
}
