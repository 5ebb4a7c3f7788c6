import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  callView,
  CallStage,
  firstRemoteFrameAtMs,
  guestPhase,
  knock,
  linkOf,
  missingCallParts,
  receives,
  startSession,
  untilCall,
} from '../../support/call-stage.ts';

const reason = missingCallParts();

describe.skipIf(reason !== null)(`a call through a real server${skipNote(reason)}`, () => {
  let stage: CallStage;

  beforeAll(async () => {
    stage = await CallStage.open();
  });

  afterEach(async () => {
    for (const context of stage.browser.contexts()) await context.close();
  });

  afterAll(async () => {
    await stage.close();
  });

  it('brings picture and sound both ways after the therapist let the guest in', async () => {
    const host = await stage.openHost();
    const guest = await stage.openGuest(await startSession(host, stage));
    await knock(guest);
    expect(new URL(guest.url()).hash).toBe('');
    expect((await callView(guest)).phase).toBe('idle');
    const admittedAtMs = await admit(host);
    const firstFrameMs = (await firstRemoteFrameAtMs(guest)) - admittedAtMs;
    await untilCall(guest, { connection: 'connected', people: ['audio camera'] });
    await untilCall(host, { connection: 'connected', people: ['audio camera'] });
    console.log('admit to first frame', firstFrameMs);
    for (const page of [host, guest]) {
      const reception = await receives(page, 2000);
      expect(reception.framesDecoded).toBeGreaterThan(20);
      expect(reception.audioEnergy).toBeGreaterThan(0);
    }
    console.log('admit to first frame', firstFrameMs);
  });
});
