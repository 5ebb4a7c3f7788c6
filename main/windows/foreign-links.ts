import type { AskPerson } from './ask-person.ts';

const ours = /^quietroom:/iu;

/**
 * What the therapist's app says to links that are for clients. It does nothing with them: it joins nowhere, and neither
 * keeps nor logs what they hold.
 */
export class ForeignLinks {
  readonly #ask: AskPerson;
  #isSaying = false;

  constructor(ask: AskPerson) {
    this.#ask = ask;
  }

  /** `text`: what came in place of a link, or null. One word is enough, however often it comes. */
  async arrive(text: string | null): Promise<void> {
    if (text === null || !ours.test(text) || this.#isSaying) return;
    this.#isSaying = true;
    try {
      await this.#ask('link-not-here');
    } finally {
      this.#isSaying = false;
    }
  }
}
