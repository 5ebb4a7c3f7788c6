/** The clipboard, as a main side has it. */
export interface ClipboardPort {
  /** Puts text there and takes it off again later. Rejects when the system refuses: then nothing was copied. */
  copy(text: string): Promise<void>;
  /** The person marked this text; some systems take a copy of their own. */
  selected(text: string): void;
  /** Takes off whatever of ours is still there. Never rejects. */
  forget(): Promise<void>;
}

/** Linux has a second one, of what was marked last, which the middle button pastes. */
export type ClipboardBuffer = 'clipboard' | 'selection';

/** The system's clipboard. Every member rejects when the system refuses. */
export interface SystemClipboard {
  /** Which there are. */
  readonly buffers: readonly ClipboardBuffer[];
  /** Puts text on the clipboard, with whatever keeps it out of histories here. It may come to the selection as well. */
  write(text: string): Promise<void>;
  /** The text that is there; empty when there is none. */
  read(buffer: ClipboardBuffer): Promise<string>;
  /** Leaves nothing there, in whatever form. */
  clear(buffer: ClipboardBuffer): Promise<void>;
}
