import type { Bytes } from '../../src/base/bytes.ts';

/** What a server showed when it was asked who it is. */
export type ServerKeys =
  | {
      readonly state: 'shown';
      /** SHA-256 of each key (SubjectPublicKeyInfo) in its chain of certificates, its own first. */
      readonly pins: readonly Bytes[];
      /** The certificate is of this name and time, and somebody whom this app trusts vouches for it. */
      readonly isVouched: boolean;
    }
  /** It answered, and not in a way that a server of ours does: a portal stands in between, for example. */
  | { readonly state: 'foreign' }
  /** Nobody answered. */
  | { readonly state: 'absent' }
  /** It is on this machine and has no certificate. */
  | { readonly state: 'local' };

/** Asks a server for its certificates, and says nothing to it but its name. */
export interface ServerKeysPort {
  /** Ends within moments of `signal` firing. Never rejects. */
  ask(origin: string, signal: AbortSignal): Promise<ServerKeys>;
}
