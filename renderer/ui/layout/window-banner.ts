import { createContext, useContext, type ReactNode } from 'react';

const Banner = createContext<ReactNode>(null);

/** Gives every screen below what stands across the top of the window, whichever screen it is. */
export const WindowBannerProvider = Banner.Provider;

/** What stands across the top of the window; nothing in most. Layouts show it, each in its own place. */
export function useWindowBanner(): ReactNode {
  return useContext(Banner);
}
