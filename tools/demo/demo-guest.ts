import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { formatAppLink, parseInviteLink } from '../../src/crypto/invite.ts';
import { launchGuestPreviewHost } from '../preview-host/launch-guest-preview-host.ts';

export interface DemoGuestOptions {
  /** Path of a Chromium. */
  readonly chromium: string;
  /** Switches for the fake camera and microphone. */
  readonly devices: readonly string[];
  /** Called before a page loads, for probes that watch it from outside. */
  readonly prepare: (context: BrowserContext) => Promise<void>;
}

/** Where a client takes part. */
export interface DemoGuest {
  readonly page: Page;
  /** Follows the link that the therapist has sent. */
  readonly follow: (link: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** The app for clients, with nothing from the server in it. It is told of the link as the system would tell it. */
export async function openAppGuest(options: DemoGuestOptions): Promise<DemoGuest> {
  const host = await launchGuestPreviewHost({
    ...options,
    link: null,
    headless: true,
    extraArgs: options.devices,
  });
  return {
    page: host.page,
    follow: (link) => {
      host.arrive(appLinkOf(link));
      return Promise.resolve();
    },
    close: () => host.close(),
  };
}

/** The same invite, for the app. */
function appLinkOf(link: string): string {
  const invite = parseInviteLink(link);
  if (!invite) throw new Error('the therapist has sent what is no invite');
  return formatAppLink(invite);
}

/** A client's own browser, with the page that the server serves. */
export async function openBrowserGuest(options: DemoGuestOptions): Promise<DemoGuest> {
  const browser = await chromium.launch({
    executablePath: options.chromium,
    headless: true,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...options.devices,
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ locale: 'en-GB' });
  await options.prepare(context);
  const page = await context.newPage();
  return { page, follow: (link) => page.goto(link), close: () => browser.close() };
}
