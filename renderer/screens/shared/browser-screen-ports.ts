import { browserClock } from '../../platform/browser-ports.ts';
import type { ScreenPorts } from './screen-ports.ts';

/** The ports of screens in a real page. */
export function browserScreenPorts(page: Window): ScreenPorts {
  const { clipboard, userAgent } = page.navigator;
  return {
    clock: browserClock,
    async copyText(text) {
      try {
        await clipboard.writeText(text);
        return 'lasting';
      } catch {
        // Not allowed, or not the window in front: the person is told to copy by hand.
        return 'failed';
      }
    },
    reload() {
      page.location.reload();
    },
    print() {
      page.print();
    },
    keyboard: userAgent.includes('Macintosh') ? 'mac' : 'other',
  };
}
