import type { TokenHash } from './token-hash.ts';

/** An enrolment code as it is kept: its hash and its age. */
export interface KeptCode {
  readonly hash: TokenHash;
  readonly createdAtMs: number;
}

/** Remembers public keys of enrolled therapists, and codes that nobody has used. */
export interface EnrolmentStore {
  hasKey(publicKey: string): Promise<boolean>;
  addKey(publicKey: string): Promise<void>;
  codes(): Promise<readonly KeptCode[]>;
  addCode(code: KeptCode): Promise<void>;
  /** Removes a code. @returns false when somebody else was faster: of many who come at once, one gets true */
  takeCode(code: KeptCode): Promise<boolean>;
}
