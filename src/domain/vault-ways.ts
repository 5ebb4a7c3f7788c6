/** The ways in which a vault can be opened, each alone. A vault has at most one of each. */
export const vaultWays = ['keychain', 'passphrase', 'recovery'] as const;

export type VaultWay = (typeof vaultWays)[number];

/**
 * Whether a way may be taken away from these. Never the last one; and never so that the keychain is left alone, because
 * keychains are lost (with the computer, with a reset, with an update), and the vault would be with it. A vault whose
 * only way is the keychain is one that was made before there were others.
 */
export function mayRemoveWay(ways: readonly VaultWay[], way: VaultWay): boolean {
  const left = ways.filter((one) => one !== way);
  return ways.includes(way) && left.some((one) => one !== 'keychain');
}

/** Whether the keychain is the only way, so that the vault would be lost together with it. */
export function isKeychainAlone(ways: readonly VaultWay[]): boolean {
  return ways.every((way) => way === 'keychain');
}

/** Shorter ones are guessed too soon, whatever the derivation costs; longer ones are not typed. */
const passphraseLimits = { minCharacters: 12, maxCharacters: 256 } as const;

/** What a passphrase is, however it was typed: keyboards compose the same characters differently. */
export function normalPassphrase(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/** Whether it may become a passphrase. */
export function isPassphrase(typed: string): boolean {
  const length = Array.from(normalPassphrase(typed)).length;
  return length >= passphraseLimits.minCharacters && length <= passphraseLimits.maxCharacters;
}
