/** An addon that an app cannot run without, so that its Electron must be able to load it. */
export interface NeededAddon {
  /** What it is, for people. */
  readonly what: string;
  /** Loads it, in a program for `node -e`. */
  readonly trial: string;
}

/** What the therapist's app needs. */
export const vaultDatabase: NeededAddon = {
  what: 'the vault’s database',
  trial: "new (require('better-sqlite3-multiple-ciphers'))(':memory:').close()",
};

/** What the app for clients needs, which has no vault. */
export const keychainAccess: NeededAddon = {
  what: 'what reaches the keychain',
  trial: "require('@napi-rs/keyring')",
};
