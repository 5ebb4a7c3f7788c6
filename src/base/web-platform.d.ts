// The few Web members that every process has (browser, worker, Node) and that `src` may use. `src` sees neither
// the DOM nor Node: what is not declared here does not compile there.

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

declare function btoa(data: string): string;
declare function atob(data: string): string;

interface CryptoKey {
  readonly extractable: boolean;
  readonly type: 'public' | 'private' | 'secret';
}

type CipherName = 'AES-GCM' | 'AES-CTR';

/** What `encrypt` and `decrypt` take here: AES-GCM always with its full tag, AES-CTR with a 32-bit block counter. */
type CipherParams =
  | {
      readonly name: 'AES-GCM';
      readonly iv: Uint8Array<ArrayBuffer>;
      readonly additionalData: Uint8Array<ArrayBuffer>;
    }
  | { readonly name: 'AES-CTR'; readonly counter: Uint8Array<ArrayBuffer>; readonly length: 32 };

interface SubtleCrypto {
  digest(algorithm: 'SHA-256' | 'SHA-512', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: 'HKDF',
    extractable: false,
    keyUsages: readonly 'deriveBits'[],
  ): Promise<CryptoKey>;
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: CipherName,
    extractable: false,
    keyUsages: readonly ('encrypt' | 'decrypt')[],
  ): Promise<CryptoKey>;
  /** Rejects where the runtime has no Ed25519. */
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: 'Ed25519',
    extractable: false,
    keyUsages: readonly 'verify'[],
  ): Promise<CryptoKey>;
  verify(
    algorithm: 'Ed25519',
    key: CryptoKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
  deriveBits(
    algorithm: {
      name: 'HKDF';
      hash: 'SHA-256' | 'SHA-512';
      salt: Uint8Array<ArrayBuffer>;
      info: Uint8Array<ArrayBuffer>;
    },
    baseKey: CryptoKey,
    lengthBits: number,
  ): Promise<ArrayBuffer>;
  encrypt(
    algorithm: CipherParams,
    key: CryptoKey,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
  decrypt(
    algorithm: CipherParams,
    key: CryptoKey,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<ArrayBuffer>;
}

interface Crypto {
  readonly subtle: SubtleCrypto;
  getRandomValues<T extends Uint8Array<ArrayBuffer>>(array: T): T;
}

declare const crypto: Crypto;

declare class URL {
  constructor(url: string, base?: string);
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly origin: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly username: string;
  readonly password: string;
  readonly href: string;
}
