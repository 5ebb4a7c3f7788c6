import type {
  ClipboardBuffer,
  ClipboardPort,
  SystemClipboard,
} from '../../main/ports/clipboard-port.ts';

/** A system's clipboard in memory, as Linux has it: what is copied is also what is marked. */
export class FakeClipboard implements SystemClipboard {
  readonly buffers: readonly ClipboardBuffer[];
  readonly holds = new Map<ClipboardBuffer, string>();
  /** Every call that came, by its kind. */
  readonly calls: string[] = [];
  /** Another program has it open. */
  isBusy = false;
  /** Happens during the next read, after what was there is known. */
  meanwhile: (() => void) | null = null;
  /** Whatever is asked of it fails. */
  fails = false;

  constructor(buffers: readonly ClipboardBuffer[] = ['clipboard', 'selection']) {
    this.buffers = buffers;
  }

  write(text: string): Promise<void> {
    return this.#answer('write', () => {
      for (const buffer of this.buffers) this.holds.set(buffer, text);
    });
  }

  read(buffer: ClipboardBuffer): Promise<string> {
    const there = this.#answer('read', () => (this.isBusy ? '' : (this.holds.get(buffer) ?? '')));
    const { meanwhile } = this;
    this.meanwhile = null;
    meanwhile?.();
    return there;
  }

  clear(buffer: ClipboardBuffer): Promise<void> {
    return this.#answer('clear', () => {
      this.holds.delete(buffer);
    });
  }

  #answer<T>(call: string, answer: () => T): Promise<T> {
    this.calls.push(call);
    return this.fails ? Promise.reject(new Error('refused')) : Promise.resolve(answer());
  }
}

/** What a main side asked of its shell's clipboard. */
export class FakeClipboardPort implements ClipboardPort {
  readonly asked: string[] = [];
  fails = false;

  copy(text: string): Promise<void> {
    this.asked.push(`copy ${text}`);
    return this.fails ? Promise.reject(new Error('refused')) : Promise.resolve();
  }

  selected(text: string): void {
    this.asked.push(`selected ${text}`);
  }

  forget(): Promise<void> {
    this.asked.push('forget');
    return Promise.resolve();
  }
}
