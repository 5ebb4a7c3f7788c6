import type { Page } from 'playwright-core';
import { enGb } from '../../renderer/i18n/en-gb/words.ts';
import { keepRecoveryKey } from '../../tools/demo/therapist-driver.ts';

const { therapist, backups, recordExport, sealedCard, search, treatment, vaultSecurity } = enGb;

/** One word, which is in no text of ours. */
export const marker = 'qvkanarienvogelqv';
const pseudonym = `${marker} heron`;
const passphrase = `${marker} as a passphrase`;

/** Types the marker into every field of the therapist's screens, as a person does, and says in which files they are. */
export class TherapistTypist {
  readonly files = new Set<string>();
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async typeEverywhere(): Promise<void> {
    await this.#firstRun();
    await this.#client();
    await this.#card();
    await this.#note();
    await this.#searches();
    await this.#settings();
    await this.#vaultSecurity();
    await this.#record();
    await this.#locked();
    await this.#restore();
    await this.#destruction();
  }

  async #firstRun(): Promise<void> {
    await this.#press(therapist.vault.absent.create);
    await this.#type('therapist/recovery-kit.tsx', /^Group \d$/u, marker);
    await this.#press(therapist.kit.proof.done);
    await this.#page.getByText(therapist.kit.proof.wrong).waitFor();
    await keepRecoveryKey(this.#page);
  }

  async #client(): Promise<void> {
    await this.#page.getByRole('button', { name: therapist.clients.add }).first().click();
    await this.#type('therapist/new-client-dialog.tsx', therapist.newClient.label, pseudonym);
    await this.#press(therapist.newClient.create);
    await this.#press(therapist.phrase.agree);
    await this.#type('therapist/agreed-phrase.tsx', therapist.phrase.label, marker);
    await this.#press(therapist.phrase.save);
    await this.#press(therapist.phrase.changeIt);
    await this.#press(enGb.common.action.cancel);
  }

  async #card(): Promise<void> {
    for (const field of Object.values(sealedCard.field)) {
      await this.#press(`Write down: ${field}`);
      await this.#type('card/write-field-dialog.tsx', field, `${marker} on the card`);
      await this.#press(sealedCard.write.save);
      await this.#page.getByText(`Saved: ${field}`).waitFor();
    }
    await this.#openCard();
  }

  async #openCard(): Promise<void> {
    const { open, opened } = sealedCard;
    await this.#press(open.press);
    await this.#type('card/open-card-dialog.tsx', open.label, `${marker} does not answer`);
    await this.#press(open.confirm);
    await this.#page.getByText(opened.title).waitFor();
  }

  async #note(): Promise<void> {
    const { note } = therapist;
    await this.#press(therapist.client.newNote);
    await this.#type('note/written-note.tsx', note.label, `${marker} came up again.`);
    await this.#page
      .getByText(/^Saved/u)
      .first()
      .waitFor();
    await this.#press(note.sign.sign);
    await this.#page.getByRole('alertdialog').getByRole('button', { name: note.sign.sign }).click();
    await this.#type('note/note-amendments.tsx', note.amendments.label, `${marker} after all.`);
    await this.#press(note.amendments.add);
    await this.#page.getByText(`${marker} after all.`).waitFor();
  }

  async #searches(): Promise<void> {
    await this.#press(therapist.nav.clients);
    await this.#type('therapist/clients-screen.tsx', therapist.clients.search, marker);
    await this.#page.keyboard.press('Control+k');
    await this.#type('therapist/search-screen.tsx', search.label, marker);
    await this.#page
      .getByRole('status')
      .getByText(/results$/u)
      .waitFor();
  }

  async #settings(): Promise<void> {
    const { server, enrol } = therapist.settings;
    await this.#press(therapist.nav.settings);
    await this.#type('therapist/server-card.tsx', server.label, `${marker} practice`);
    await this.#press(server.save);
    await this.#page.getByText(server.invalid).waitFor();
    await this.#type('therapist/server-card.tsx', server.label, 'https://127.0.0.1:9');
    // A page may reach the server it was loaded for, and no other.
    const loaded = this.#page.waitForEvent('framenavigated');
    await this.#press(server.save);
    await loaded;
    await this.#press(therapist.nav.settings);
    await this.#type('therapist/server-card.tsx', enrol.label, marker);
    await this.#press(enrol.enrol);
    await this.#page.getByText(enrol.unreachable).waitFor();
  }

  async #vaultSecurity(): Promise<void> {
    await this.#press(vaultSecurity.open);
    await this.#press(therapist.ways.setPassphrase);
    const file = 'therapist/new-passphrase.tsx';
    await this.#type(file, therapist.passphrase.label, passphrase);
    await this.#type(file, therapist.passphrase.again, passphrase);
    await this.#press(therapist.passphrase.save);
    await this.#page.getByRole('button', { name: therapist.ways.changePassphrase }).waitFor();
    await this.#press(backups.choose);
    await this.#press(backups.make);
    await this.#page.getByText(backups.made).waitFor();
    await this.#press(backups.test);
    await this.#type('therapist/backups-card.tsx', backups.paper.label, marker);
    await this.#press(backups.paper.begin);
    await this.#page.getByText(backups.failed['recovery-key-mistyped']).waitFor();
  }

  async #record(): Promise<void> {
    const file = 'therapist/export-choice.tsx';
    await this.#toClient();
    await this.#press(recordExport.open);
    await this.#page.getByRole('checkbox').first().click();
    await this.#type(file, recordExport.reason.label, `${marker} told it in confidence`);
    await this.#type(file, sealedCard.export.reason, `${marker} asked for a copy`);
    await this.#page.getByLabel(recordExport.lock.label).selectOption(recordExport.lock.key);
    await this.#type(file, recordExport.lock.keyLabel, `age1${marker}`);
    await this.#press(recordExport.choosePlace);
    await this.#page.getByText(recordExport.lock.notKey).waitFor();
  }

  async #locked(): Promise<void> {
    const file = 'therapist/other-ways.tsx';
    await this.#press(therapist.nav.lock);
    await this.#press(therapist.ways.use.recovery);
    await this.#type(file, therapist.ways.recovery.label, marker);
    await this.#press(therapist.vault.locked.open);
    await this.#page.getByText(therapist.ways.recovery.notWhole).waitFor();
    await this.#press(therapist.ways.use.passphrase);
    await this.#type(file, therapist.ways.passphrase.label, passphrase);
  }

  async #restore(): Promise<void> {
    await this.#press(backups.restore.offer);
    await this.#press(backups.choose);
    await this.#type('therapist/restore-page.tsx', backups.paper.label, marker);
    await this.#press(backups.restore.begin);
    await this.#page.getByText(backups.failed['recovery-key-mistyped']).waitFor();
    await this.#press(enGb.common.action.cancel);
    await this.#press(therapist.vault.locked.open);
  }

  async #destruction(): Promise<void> {
    await this.#toClient();
    // It stays open, on the screen, until the end.
    await this.#openCard();
    await this.#press(treatment.end.open);
    await this.#type('therapist/end-treatment-dialog.tsx', treatment.end.year, marker.slice(0, 4));
    await this.#press(treatment.end.confirm);
    await this.#page.getByText(treatment.end.yearInvalid).waitFor();
    await this.#press(enGb.common.action.cancel);
    await this.#press(treatment.destroy.open);
    const file = 'therapist/destruction-dialog.tsx';
    await this.#type(file, treatment.destroy.reason, `${marker} asked for it`);
    await this.#type(file, `Type “${pseudonym}” to go on`, pseudonym);
  }

  async #toClient(): Promise<void> {
    await this.#press(therapist.nav.clients);
    await this.#page.getByText(pseudonym, { exact: true }).click();
  }

  async #type(file: string, label: string | RegExp, text: string): Promise<void> {
    this.files.add(file);
    // Key by key, as it is typed: what spelling, autofill or an input method would keep, they get to see.
    const field = this.#page
      .locator('input, textarea')
      .and(this.#page.getByLabel(label, { exact: true }));
    await field.clear();
    await field.pressSequentially(text);
  }

  async #press(name: string): Promise<void> {
    await this.#page.getByRole('button', { name, exact: true }).click();
  }
}
