import { AppError } from '../../src/errors/app-error.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';
import type { ThreadPort } from './serve-main-side.ts';
import type { FromThread } from './thread-wire.ts';

/** The shell's clipboard, from the thread. */
export class ToldClipboard implements ClipboardPort {
  readonly #port: ThreadPort;
  readonly #asked = new Map<number, (isCopied: boolean) => void>();
  #lastId = 0;

  constructor(port: ThreadPort) {
    this.#port = port;
  }

  async copy(text: string): Promise<void> {
    const isCopied = await new Promise<boolean>((resolve) => {
      this.#lastId += 1;
      this.#asked.set(this.#lastId, resolve);
      this.#send({ kind: 'copy', id: this.#lastId, text });
    });
    if (!isCopied) throw new AppError('internal', 'the system refused');
  }

  selected(text: string): void {
    this.#send({ kind: 'selected', text });
  }

  /** Settles at once: the shell sees to it. */
  forget(): Promise<void> {
    this.#send({ kind: 'forget-copied' });
    return Promise.resolve();
  }

  /** The shell has copied, or could not. */
  copied(id: number, isCopied: boolean): void {
    this.#asked.get(id)?.(isCopied);
    this.#asked.delete(id);
  }

  #send(message: FromThread): void {
    this.#port.postMessage(message);
  }
}
