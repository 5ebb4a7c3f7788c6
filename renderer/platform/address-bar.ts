/** The page's address. */
export interface AddressBar {
  /** The whole address, with its fragment as long as it was not taken away. */
  href(): string;
  /** Takes the fragment out of the address and of this history entry, without loading anything. */
  forgetFragment(): void;
}

/** The browser's own address bar. */
export function createAddressBar(page: Pick<Window, 'location' | 'history'>): AddressBar {
  return {
    href: () => page.location.href,
    forgetFragment() {
      page.history.replaceState(null, '', page.location.pathname + page.location.search);
    },
  };
}
