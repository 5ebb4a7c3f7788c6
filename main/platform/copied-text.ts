import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CancelTimer, Clock, Log, Random } from '../../src/base/ports.ts';
import type { ClipboardBuffer, ClipboardPort, SystemClipboard } from '../ports/clipboard-port.ts';
import { SerialQueue } from '../../src/base/serial-queue.ts';

/** How long copied text stays. */
const stayMs = 60_000;
/** When it is looked again where the clipboard could not be read, because another program has it open. */
const againMs = 1_000;
const attempts = 5;

interface Held {
  readonly digest: Buffer;
  readonly cancel: CancelTimer;
}

export interface CopiedTextOptions {
  readonly system: SystemClipboard;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * What of ours is on the clipboard. It is taken off after a minute, unless somebody has put something else there. The
 * text itself is not kept for that, only a hash of it under a key of this process.
 */
export class CopiedText implements ClipboardPort {
  readonly #options: CopiedTextOptions;
  readonly #key: Uint8Array;
  readonly #queue = new SerialQueue();
  readonly #held = new Map<ClipboardBuffer, Held>();

  constructor(options: CopiedTextOptions) {
    this.#options = options;
    this.#key = options.random.bytes(32);
  }

  copy(text: string): Promise<void> {
    return this.#queue.run(async () => {
      const { system } = this.#options;
      const written = clipboardText(text);
      await system.write(written);
      for (const buffer of system.buffers) this.#hold(buffer, written);
    });
  }

  selected(text: string): void {
    if (this.#options.system.buffers.includes('selection')) this.#hold('selection', text);
  }

  forget(): Promise<void> {
    return this.#queue.run(async () => {
      for (const buffer of this.#held.keys()) await this.#takeOffNow(buffer);
    });
  }

  /** The last attempt is this one. */
  async close(): Promise<void> {
    await this.forget();
    for (const { cancel } of this.#held.values()) cancel();
    this.#held.clear();
  }

  #hold(buffer: ClipboardBuffer, text: string): void {
    this.#held.get(buffer)?.cancel();
    this.#held.set(buffer, {
      digest: this.#digest(text),
      cancel: this.#later(buffer, stayMs, 1),
    });
  }

  #later(buffer: ClipboardBuffer, delayMs: number, attempt: number): CancelTimer {
    return this.#options.clock.after(delayMs, () => {
      void this.#queue.run(() => this.#takeOff(buffer, attempt));
    });
  }

  /** With what is marked meanwhile, which no look at what was there before takes off. */
  async #takeOffNow(buffer: ClipboardBuffer): Promise<void> {
    for (let left = attempts; left > 0; left -= 1) {
      if (await this.#takeOff(buffer, 1)) return;
    }
  }

  /** @returns false when something was marked during the look, which has its own minute */
  async #takeOff(buffer: ClipboardBuffer, attempt: number): Promise<boolean> {
    const held = this.#held.get(buffer);
    if (!held) return true;
    held.cancel();
    const isDone = await this.#clearOurs(buffer, held);
    if (this.#held.get(buffer) !== held) return false;
    if (isDone || attempt === attempts) {
      this.#held.delete(buffer);
      return true;
    }
    const cancel = this.#later(buffer, againMs, attempt + 1);
    this.#held.set(buffer, { ...held, cancel });
    return true;
  }

  /** @returns false when it may still be there */
  async #clearOurs(buffer: ClipboardBuffer, { digest }: Held): Promise<boolean> {
    const { system, log } = this.#options;
    try {
      const there = await system.read(buffer);
      // Where it cannot be read, Electron says that nothing is there.
      if (there === '') return false;
      if (timingSafeEqual(this.#digest(there), digest)) await system.clear(buffer);
      return true;
    } catch {
      log.warn('clipboard-not-cleared', { code: 'internal' });
      return false;
    }
  }

  /** Of its words: systems change the ends of lines, and spaces. */
  #digest(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text.replaceAll(/\s+/gu, ''), 'utf8').digest();
  }
}

/** What every system takes as it is: no zero, where Windows would cut the text off, and nothing that is no character. */
function clipboardText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
