import type { Bytes } from '../../src/base/bytes.ts';

/** Who made a file: somebody else, whom the system is told not to trust blindly, or this app. */
export type FileOrigin = 'received' | 'own';

/** Puts files where a person says, and nowhere else. */
export interface SavePort {
  /**
   * Asks the person, who may choose another name or change their mind (null). Nothing is written yet.
   * `suggestedName` is a name alone, without a path. A file of others gets the system's mark before it is in its place.
   */
  ask(suggestedName: string, origin: FileOrigin): Promise<SavePlace | null>;
}

/** One place that a person has chosen, and the file on its way there. Where that is, is nobody's business. */
export interface SavePlace {
  /** Adds to the file, beside its place and under another name. @throws AppError disk-full, save-failed */
  append(bytes: Bytes): Promise<void>;
  /**
   * Reads back from the disk what was added so far, in pieces, while it is still under its other name: for whoever wants
   * to be sure before it is in its place. Nothing may be added meanwhile. @throws AppError save-failed
   */
  written(): AsyncIterable<Bytes>;
  /** All of it is there: durable, and in its place, in the stead of what was there. @throws AppError disk-full, save-failed */
  finish(): Promise<void>;
  /** Takes away what was written, unless it is finished. Never throws. */
  abandon(): Promise<void>;
}
