import type { Clock, Log } from '../../src/base/ports.ts';

/** What Chromium writes to a page's console when a policy of ours stopped it. Its words differ between versions. */
const refusal =
  /content security policy|trusted ?types?\b|trusted(?:html|script|scripturl)\b|permissions policy|permission denied by/iu;

/** A page that is refused again and again is told of once a second. */
const restMs = 1_000;

/**
 * Tells of what the page's policies refused, by what Chromium writes to its console: the page itself has no part in it.
 * Nothing of the message is kept, because it holds addresses.
 * @returns what hears each message of the console
 */
export function policyRefusals(clock: Clock, log: Log): (message: string) => void {
  let lastMs = -Infinity;
  return (message) => {
    if (!refusal.test(message)) return;
    const nowMs = clock.nowMs();
    if (nowMs - lastMs < restMs) return;
    lastMs = nowMs;
    log.warn('policy-refused');
  };
}
