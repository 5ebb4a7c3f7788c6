import { originOf } from './page-address.ts';

/** What a page asks for, as Chromium reports it in either handler. */
export interface PermissionAsk {
  readonly permission: string;
  /** Address or origin of the frame that asks. */
  readonly from: string;
  readonly isTopFrame: boolean;
  /** Which media it is about; empty when Chromium names none. */
  readonly mediaTypes: readonly string[];
}

/**
 * Refuses everything but camera, microphone, the choice of a loudspeaker and a server on the practice's own network
 * (which server is a matter of `connect-src`), and those to our own page only. Legacy `getUserMedia` with a desktop
 * source arrives as `media` with no media types at all, and would capture the screen: hence the non-empty subset.
 */
export function isPermissionAllowed(ask: PermissionAsk, ownOrigin: string): boolean {
  if (!ask.isTopFrame || originOf(ask.from) !== ownOrigin) return false;
  switch (ask.permission) {
    case 'media':
      return (
        ask.mediaTypes.length > 0 &&
        ask.mediaTypes.every((type) => type === 'audio' || type === 'video')
      );
    case 'speaker-selection':
    case 'local-network':
    case 'local-network-access':
    case 'loopback-network':
      return true;
    default:
      return false;
  }
}
