import type { IpcReceiver } from '../ipc/register.ts';

/** What this needs of the main side. */
export interface ServedSide {
  readonly handle: IpcReceiver;
  allowedServerOrigin(): string | null;
  onAllowedServerOrigin(listener: (origin: string | null) => void): () => void;
}

/**
 * The server that the page's policy names. A page gets its policy when it is loaded, so it is loaded again when the
 * server becomes known or another one is chosen; a call that was under way then stays unanswered, because the page
 * that made it is about to be gone. Closing the vault forgets nothing here: the page keeps the policy it has.
 */
export class PageServer {
  readonly #mainSide: ServedSide;
  #origin: string | null;
  #isStale = false;

  /** `reload` loads the page again. */
  constructor(mainSide: ServedSide, reload: () => void) {
    this.#mainSide = mainSide;
    this.#origin = mainSide.allowedServerOrigin();
    mainSide.onAllowedServerOrigin((origin) => {
      if (origin === null || origin === this.#origin) return;
      this.#origin = origin;
      this.#isStale = true;
      reload();
    });
  }

  /** What `connect-src` names, or null. */
  get origin(): string | null {
    return this.#origin;
  }

  /** The shell says that it is serving the page's document, with the headers of this moment. */
  pageServed(): void {
    this.#isStale = false;
  }

  /** Takes the page's calls to the main side. */
  readonly handle: IpcReceiver = async (request, sender) => {
    const answer = await this.#mainSide.handle(request, sender);
    return this.#isStale ? new Promise(() => undefined) : answer;
  };
}
