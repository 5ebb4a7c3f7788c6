import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { verifySlip } from '../../../src/crypto/attestation/slip.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  CallStage,
  flows,
  knock,
  missingCallParts,
  startSession,
  untilGuest,
  untilHost,
} from '../../support/call-stage.ts';

const reason = missingCallParts();

describe.skipIf(reason !== null)(`the slip of a real call${skipNote(reason)}`, () => {
  let stage: CallStage;

  beforeAll(async () => {
    stage = await CallStage.open();
  });

  beforeEach(() => {
    stage.mainSide.slips.length = 0;
  });

  afterEach(async () => {
    await stage.clear();
  });

  afterAll(async () => {
    await stage.close();
  });

  /** `watchFrames`: a build whose frames pass the media worker by. */
  async function call(options: { readonly watchFrames?: boolean } = {}) {
    const host = await stage.openHost(options);
    const guest = await stage.openGuest(await startSession(host, stage), options);
    await knock(guest);
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
    return { host, guest };
  }

  /** What lies in the therapist's vault, as a verifier sees it. */
  function kept() {
    const slip = stage.mainSide.slips.at(-1) ?? '';
    const verdict = verifySlip(decodeChecked(slip));
    if (!verdict.valid) throw new Error(verdict.problem);
    return { slip, verdict };
  }

  it('lies on both sides when the therapist ends the session; with a browser in it, it is not clean', async () => {
    const { host, guest } = await call();
    // Long enough for the watch to compare what was sent with what was sealed, more than once.
    await guest.waitForTimeout(7_000);
    await host.evaluate(() => window.callPage?.host?.session.end());
    await untilHost(host, 'ended');
    await untilGuest(guest, 'closed');
    const { slip, verdict } = kept();
    expect(verdict.blemishes).toEqual(['browser-guest']);
    expect(verdict.signedBy).toHaveLength(2);
    expect(verdict.record.guests).toMatchObject([{ kind: 'browser' }]);
    expect(verdict.record.reports.map(({ clear }) => clear)).toEqual([[], []]);
    const ofGuest = await guest.evaluate(() => {
      const bytes = window.callPage?.guest?.guest.slip?.get()?.bytes;
      return bytes ? [...bytes] : null;
    });
    expect(Buffer.from(ofGuest ?? []).toString('base64url')).toBe(slip);
  });

  it('tells of frames in clear, which the computers find by themselves', async () => {
    const { host, guest } = await call({ watchFrames: true });
    // Less than the watch takes from one look to the next: it is the last look that finds them.
    await guest.waitForTimeout(1_000);
    await host.evaluate(() => window.callPage?.host?.session.end());
    await untilHost(host, 'ended');
    const { verdict } = kept();
    expect(verdict.clean).toBe(false);
    expect(verdict.blemishes).toContain('sent-in-clear');
    expect(verdict.record.reports.map(({ clear }) => clear.length > 0)).toEqual([true, true]);
  });

  it('is there before a guest that leaves is gone, and its camera is off at once', async () => {
    const { host, guest } = await call();
    const isOff = await guest.evaluate(() => {
      const page = window.callPage;
      page?.guest?.guest.leave();
      return page?.call.state.get().phase === 'idle';
    });
    expect(isOff).toBe(true);
    await guest.waitForFunction(() => window.callPage?.guest?.guest.slip?.get() !== null);
    await host.waitForFunction(() => {
      const state = window.callPage?.call.state.get();
      return state?.phase === 'live' && state.people.length === 0;
    });
    expect(kept().verdict.signedBy).toHaveLength(2);
  });
});
