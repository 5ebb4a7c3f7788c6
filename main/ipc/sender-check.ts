/**
 * Who sent a call, as the host saw it. The host reports what it observed and decides nothing: whether that is enough
 * is decided in one place, `register`.
 */
export interface SenderCheck {
  /** Origin of the frame that called, such as `app://quietroom`. */
  readonly origin: string;
  readonly isTopFrame: boolean;
  /** The frame belongs to a window that this process opened for the app. */
  readonly isKnownWindow: boolean;
}

/** True for the top frame of our own page in a window of ours, and for nothing else. */
export function isTrustedSender(sender: SenderCheck, rendererOrigin: string): boolean {
  return sender.isKnownWindow && sender.isTopFrame && sender.origin === rendererOrigin;
}
