import type { Page } from 'playwright-core';
import { call } from '../../renderer/i18n/en-gb/call.ts';
import { session } from '../../renderer/i18n/en-gb/session.ts';
import { therapist } from '../../renderer/i18n/en-gb/therapist.ts';

/** Types back the group of the recovery key that is asked for, as from the paper. Resolves with the whole key. */
export async function keepRecoveryKey(
  page: Page,
  keep: string = therapist.kit.proof.done,
): Promise<string> {
  const field = page.getByRole('textbox', { name: /^Group \d$/u });
  await field.waitFor();
  const label = await page.getByText(/^Group \d$/u).innerText();
  const asked = Number(label.replace(/\D/gu, ''));
  const groups = page.getByRole('list', { name: therapist.kit.label }).getByRole('listitem');
  const paper = (await groups.allInnerTexts()).map((text) => text.replace(/^\d\s+/u, '').trim());
  await field.fill(paper[asked - 1] ?? '');
  await page.getByRole('button', { name: keep, exact: true }).click();
  return paper.join(' ');
}

/** Does in the therapist's window what a therapist does: by names and roles, as assistive technology sees them. */
export class TherapistDriver {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** First run: makes the vault. Resolves on the list of clients. */
  async createVault(): Promise<void> {
    await this.#press(therapist.vault.absent.create);
    await keepRecoveryKey(this.#page);
    await this.#page.getByRole('heading', { name: therapist.clients.title, exact: true }).waitFor();
  }

  /** Every later run: the keychain opens the vault. */
  async unlockVault(): Promise<void> {
    await this.#press(therapist.vault.locked.open);
  }

  /** Adds a client and goes to their page. */
  async addClient(pseudonym: string): Promise<void> {
    await this.#page.getByRole('button', { name: therapist.clients.add }).first().click();
    await this.#page.getByRole('textbox', { name: therapist.newClient.label }).fill(pseudonym);
    await this.#press(therapist.newClient.create);
    await this.#page.getByRole('heading', { name: pseudonym, exact: true }).waitFor();
  }

  /** Starts a session with the client whose page is open. Resolves with the invite link. */
  async startSession(): Promise<string> {
    await this.#press(therapist.client.start);
    return this.#page.getByRole('textbox', { name: session.invite.label }).inputValue();
  }

  async waitForGuest(): Promise<void> {
    await this.#page.getByRole('button', { name: session.waiting.admit }).waitFor();
  }

  /** Lets the waiting guest in. Resolves with the wall-clock time of the press. */
  async admit(): Promise<number> {
    const pressedAtMs = Date.now();
    await this.#press(session.waiting.admit);
    return pressedAtMs;
  }

  /** Writes into the note beside the call and waits until the window says that it is saved. */
  async writeNote(text: string): Promise<void> {
    const note = this.#page.getByRole('textbox', { name: session.noteOf });
    if (!(await note.isVisible())) await this.#press(call.showNote);
    await note.fill(text);
    await this.#page
      .getByText(/^Saved/u)
      .first()
      .waitFor();
  }

  /** Ends the session for everybody and confirms. */
  async endSession(): Promise<void> {
    await this.#page.getByRole('button', { name: session.end, exact: true }).click();
    await this.#press(session.endDialog.end);
    await this.#page.getByRole('heading', { name: session.wrapUp.title }).waitFor();
  }

  async #press(name: string): Promise<void> {
    await this.#page.getByRole('button', { name, exact: true }).click();
  }
}
