/** Where our pages live inside Electron. */
export const pageScheme = 'app';
const pageHost = 'quietroom';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/`;

/**
 * The origin of an address, for our own scheme as well: Node's URL calls the origin of a scheme that it does not know
 * "null".
 * @returns null when it is not an address.
 */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** True for the one page of the app, whatever fragment follows it. */
export function isOwnPage(address: string): boolean {
  return address.replace(/#.*$/su, '') === pageUrl;
}
