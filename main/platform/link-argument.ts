/** What an address begins with: a scheme of more than one letter, so that a Windows path is none. */
const addressLike = /^[a-z][a-z0-9+.-]+:/iu;

/**
 * What of a command line is meant to be an invite, as the system appends it: the one argument that looks like an
 * address of any kind. More than one are handed on together, which is no invite and is refused as such.
 * @returns null when there is nothing like it
 */
export function findLinkArgument(args: readonly string[]): string | null {
  const addresses = args.filter((arg) => addressLike.test(arg));
  return addresses.length === 0 ? null : addresses.join(' ');
}
