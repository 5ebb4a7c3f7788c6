import { limits } from '../contract/limits.ts';

/** What kind of key it is that a file is to be encrypted to. */
export type AgeKeyKind = 'post-quantum' | 'classic';

/** `age1pq1…` and `age1tagpq1…` are hybrids with ML-KEM, `age1…` and `age1tag1…` are not. */
const prefixes: readonly (readonly [string, AgeKeyKind])[] = [
  ['age1pq1', 'post-quantum'],
  ['age1tagpq1', 'post-quantum'],
  ['age1tag1', 'classic'],
  ['age1', 'classic'],
];

/** The letters of Bech32; a checksum is only seen by whoever decodes it. */
const letters = /^[02-9ac-hj-np-z]{50,2500}$/u;

/** What kind of public age key this looks like; null: it is none. Never a secret one. */
export function ageKeyKind(key: string): AgeKeyKind | null {
  const known = prefixes.find(([prefix]) => key.startsWith(prefix));
  if (!known) return null;
  const [prefix, kind] = known;
  return letters.test(key.slice(prefix.length)) ? kind : null;
}

/**
 * The keys in a text that somebody pasted, one a line or with blanks between. Null unless all of them are public age keys
 * of one kind, and there are neither none nor too many: what a classic key opens too is protected no better than by that.
 */
export function readAgeKeys(
  text: string,
): { readonly keys: readonly string[]; readonly kind: AgeKeyKind } | null {
  const keys = [...new Set(text.split(/[\s,]+/u).filter((part) => part !== ''))];
  const kinds = new Set(keys.map(ageKeyKind));
  const [kind] = kinds;
  if (kinds.size !== 1 || !kind || keys.length > limits.exportKeys) return null;
  return { keys, kind };
}
