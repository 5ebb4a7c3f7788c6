import type { Bytes } from '../../../src/base/bytes.ts';
import type { SessionEvent } from '../../../src/crypto/session/output.ts';

/** Something of the application that came in, with the member whose signature held. */
export type TalkMessage = Extract<SessionEvent, { kind: 'message' }>;

/** Says something of the application inside the group. Nothing is said while there is no group. */
export interface SessionTalk {
  /** To every member. */
  say(payload: Bytes): Promise<void>;
  /** To one member alone; nothing when that one is not here. */
  whisper(participant: string, payload: Bytes): Promise<void>;
}

/** Takes what came in, one after the other. */
export type HearTalk = (message: TalkMessage) => void | Promise<void>;

/** Takes a chunk of a file; who sent it, its file's key has to prove. */
export type HearChunk = (bytes: Bytes) => Promise<void>;
