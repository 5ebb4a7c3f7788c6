import type { Bytes } from '../../src/base/bytes.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { PushData } from '../../src/contract/contract.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { AsideModel } from './aside-model.ts';
import type { Store } from './store.ts';

// What is written and handed over in a call. All of it is in this page's memory only, and gone when the session ends.

/** Somebody else in the session, as the group knows them: never as a message says of itself. */
export interface TalkPerson {
  /** The identity key in base64url: seats change, this does not. */
  readonly participant: string;
  /** The last one that was theirs; null before the therapist has told which. */
  readonly seatId: SeatId | null;
  readonly role: 'host' | 'guest';
}

/** Something that was written. */
export interface ChatItem {
  readonly kind: 'chat';
  readonly key: string;
  readonly atMs: number;
  /** Null: oneself. */
  readonly from: TalkPerson | null;
  readonly text: string;
  /** Of one's own: whether everybody who was there has it. `partly`: somebody left before; `unheard`: nobody ever will. */
  readonly delivery: 'sending' | 'heard' | 'partly' | 'unheard';
}

/** A file, either way. */
export interface FileItem {
  readonly kind: 'file';
  readonly key: string;
  readonly atMs: number;
  readonly direction: 'in' | 'out';
  /** Who sends it, or who gets it. */
  readonly who: TalkPerson;
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: FileState;
}

export type TalkItem = ChatItem | FileItem;

export type FileState =
  /** Ours, being read and hashed. */
  | { readonly phase: 'preparing' }
  | { readonly phase: 'moving'; readonly movedBytes: number }
  /** Ours: the other side has it, whole. */
  | { readonly phase: 'arrived' }
  /** Theirs: it is here, whole and checked. Nothing has opened it. */
  | { readonly phase: 'here'; readonly saving: Handing; readonly keeping: Handing }
  /** Theirs: it was here and was put somewhere before the worker that held it broke. */
  | { readonly phase: 'kept'; readonly saving: Handing; readonly keeping: Handing }
  | { readonly phase: 'gone'; readonly reason: FileEndReason };

export type FileEndReason =
  | PushData<MediaWorker, 'file.gone'>['reason']
  /** More than may be handed over; it was not even read. */
  | 'too-large'
  /** Its file could not be read, or the other side takes none just now. */
  | 'not-sent'
  /** It was here, and was put away by this person. */
  | 'discarded';

/** Handing a file that is here on to some place. */
export type Handing =
  | { readonly phase: 'no' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export interface TalkState {
  /** In the order in which they came. */
  readonly items: readonly TalkItem[];
  /** How many of them came in since somebody last looked. */
  readonly unread: number;
  /** Whether there is anybody to hear. */
  readonly hasListeners: boolean;
  /** Whom a file can be handed to. */
  readonly receivers: readonly (TalkPerson & { readonly seatId: SeatId })[];
}

/** A file that a person has chosen on this computer; a browser's `File` is one. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file that was taken out of the session, because that is over. */
export interface TakenFile {
  readonly key: string;
  readonly name: string;
  readonly bytes: Bytes;
}

/** Chat, files and quiet signs of a call. */
export interface TalkModel {
  readonly state: Store<TalkState>;
  readonly aside: AsideModel;
  /** Whether a file can be saved on this computer. */
  readonly canSave: boolean;
  /** Whether a file can be kept with the client. */
  readonly canKeep: boolean;
  /** Says something to everybody. @returns null, or why it could not even be said */
  say(text: string): Promise<ErrorCode | null>;
  sendFile(file: ChosenFile, to: SeatId): void;
  /** Stops a file on its way, or puts one away that is here. */
  cancelFile(key: string): void;
  /** Saves a file that is here, where the person says. It is never opened. */
  saveFile(key: string): void;
  /** Keeps a file that is here with the client, in the vault. */
  keepFile(key: string): void;
  /** Whether a person has the messages before them: nothing is unread then. */
  setLooking(isLooking: boolean): void;
}

export const nothingSaid: TalkState = {
  items: [],
  unread: 0,
  hasListeners: false,
  receivers: [],
};
