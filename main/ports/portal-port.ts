/** Looks whether a page that wants people to sign in answers in the place of the practice's server. */
export interface PortalPort {
  /**
   * Asks the server itself for a plain page, without TLS and without a word about who asks: nobody else is asked anything.
   * Ends within moments of `signal` firing, and by itself after a few seconds. False for whatever goes wrong. Never rejects.
   */
  isThere(origin: string, signal: AbortSignal): Promise<boolean>;
}
