import { describe, expect, it } from 'vitest';
import { policyRefusals } from '../../../main/windows/policy-refusals.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

function listening() {
  const clock = new FakeClock();
  const log = recordingLog();
  return { clock, log, hear: policyRefusals(clock, log) };
}

describe('what the page’s policies refuse', () => {
  it.each([
    "Refused to connect to 'https://example.com/x' because it violates the following Content Security Policy directive",
    "Connecting to 'https://example.com/x' violates the following Content Security Policy directive: \"connect-src 'none'\".",
    "This document requires 'TrustedHTML' assignment.",
    "Failed to set the 'innerHTML' property: This document requires 'TrustedScriptURL' assignment.",
    'Permissions policy violation: display-capture is not allowed in this document.',
  ])('is told, without a word of it: %s', (message) => {
    const { log, hear } = listening();
    hear(message);
    expect(log.lines).toEqual([{ level: 'warn', event: 'policy-refused', fields: {} }]);
  });

  it('is nothing else that a page writes', () => {
    const { log, hear } = listening();
    hear('a note about the garden');
    expect(log.lines).toEqual([]);
  });

  it('is told once a second, however often it happens', async () => {
    const { clock, log, hear } = listening();
    for (let count = 0; count < 50; count += 1) hear('Content Security Policy');
    expect(log.lines).toHaveLength(1);
    await clock.advance(1_000);
    hear('Content Security Policy');
    expect(log.lines).toHaveLength(2);
  });
});
