import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  callView,
  CallStage,
  firstRemoteFrameAtMs,
  flows,
  knock,
  missingCallParts,
  receives,
  startSession,
  untilCall,
  untilGuest,
  untilHost,
} from '../../support/call-stage.ts';

const reason = missingCallParts();

describe.skipIf(reason !== null)(`a call through a real server${skipNote(reason)}`, () => {
  let stage: CallStage;

  beforeAll(async () => {
    stage = await CallStage.open();
  });

  afterEach(async () => {
    await stage.clear();
  });

  afterAll(async () => {
    await stage.close();
  });

  async function inCall() {
    const host = await stage.openHost();
    const link = await startSession(host, stage);
    const guest = await stage.openGuest(link);
    await knock(guest);
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
    return { host, guest, link };
  }

  it('brings picture and sound both ways once the therapist let the guest in', async () => {
    const host = await stage.openHost();
    const guest = await stage.openGuest(await startSession(host, stage));
    await knock(guest);
    expect(new URL(guest.url()).hash).toBe('');
    expect((await callView(guest)).phase).toBe('idle');
    const admittedAtMs = await admit(host);
    expect((await firstRemoteFrameAtMs(guest)) - admittedAtMs).toBeLessThan(5000);
    expect(await flows(host, guest)).toBe('both ways');
    expect(stage.rooms).toMatchObject([{ transportsBeforeAdmission: 0 }]);
  });

  it('mutes and unmutes, for the other side to see and to hear', async () => {
    const { host, guest } = await inCall();
    const heard = await receives(host, 1500);
    await guest.evaluate(() => {
      window.callPage?.call.setMicrophone(false);
      window.callPage?.call.setCamera(false);
    });
    await untilCall(host, { people: ['audio(muted) camera(muted)'] });
    expect((await callView(guest)).own).toBe('microphone off, camera off');
    await host.waitForTimeout(500);
    const muted = await receives(host, 1500);
    expect(muted.framesDecoded).toBeLessThan(3);
    // The decoder fills a gap with noise of its own, far below anything said.
    expect(muted.audioEnergy).toBeLessThan(heard.audioEnergy / 100);
    await guest.evaluate(() => {
      window.callPage?.call.setMicrophone(true);
      window.callPage?.call.setCamera(true);
    });
    expect(await flows(host, guest)).toBe('both ways');
  });

  it('leads a guest who reloads back into the call, without another admission', async () => {
    const { host, guest } = await inCall();
    await guest.reload();
    await untilGuest(guest, 'in-call');
    expect(await flows(host, guest)).toBe('both ways');
  });

  it('leads a therapist who reloads back into the session, with the guest still in it', async () => {
    const { host, guest } = await inCall();
    await host.reload();
    await untilHost(host, 'open');
    expect(await flows(host, guest)).toBe('both ways');
  });

  it('mends the media when the server hangs for a while', async () => {
    const { host, guest } = await inCall();
    process.kill(stage.workerPid, 'SIGSTOP');
    try {
      await untilCall(guest, { connection: 'reconnecting' });
      await untilCall(host, { connection: 'reconnecting' });
    } finally {
      process.kill(stage.workerPid, 'SIGCONT');
    }
    expect(await flows(host, guest)).toBe('both ways');
  });

  it('says clearly that the media broke, and both can come back', async () => {
    const { host, guest } = await inCall();
    process.kill(stage.workerPid, 'SIGKILL');
    await untilGuest(guest, 'failed');
    await untilHost(host, 'failed');
    expect(await host.evaluate(() => window.callPage?.host?.session.state.get())).toMatchObject({
      code: 'media-failed',
      retryable: true,
    });
    await host.evaluate(() => window.callPage?.host?.session.retry());
    await untilHost(host, 'open');
    await guest.evaluate(() => window.callPage?.guest?.guest.retry());
    await untilGuest(guest, 'waiting');
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
  });

  it('ends for both when the therapist ends it, and leaves nothing open', async () => {
    const { host, guest } = await inCall();
    await host.evaluate(() => window.callPage?.host?.session.end());
    await untilHost(host, 'ended');
    await untilGuest(guest, 'closed');
    for (const page of [host, guest]) {
      expect(await leftOpen(page)).toEqual({ connections: 0, devices: 'closed' });
    }
    expect(stage.rooms).toEqual([]);
  });

  it('goes on for the therapist when a guest leaves', async () => {
    const { host, guest } = await inCall();
    await guest.evaluate(() => window.callPage?.guest?.guest.leave());
    await untilCall(host, { connection: 'connected', people: [] });
    expect(await leftOpen(guest)).toEqual({ connections: 0, devices: 'closed' });
    await guest.reload();
    await untilGuest(guest, 'invalid');
  });

  it('refuses a link that somebody else has used', async () => {
    const { link } = await inCall();
    const stranger = await stage.openGuest(link);
    await stranger.evaluate(() => window.callPage?.guest?.guest.join());
    await untilGuest(stranger, 'failed');
    expect(await stranger.evaluate(() => window.callPage?.guest?.guest.state.get())).toEqual({
      phase: 'failed',
      code: 'invite-used',
      retryable: false,
    });
  });

  it('keeps the link over a reload before the guest has joined', async () => {
    const host = await stage.openHost();
    const guest = await stage.openGuest(await startSession(host, stage));
    await untilGuest(guest, 'device-check');
    await guest.reload();
    await untilGuest(guest, 'device-check');
    await knock(guest);
    await admit(host);
    expect(await flows(host, guest)).toBe('both ways');
  });
});

/** Peer connections that are not closed, and whether camera or microphone are still on. */
async function leftOpen(page: Page) {
  return page.evaluate(() => ({
    connections: (window.quietroomProbe?.connections ?? []).filter(
      ({ connectionState }) => connectionState !== 'closed',
    ).length,
    devices: (window.callPage?.host ?? window.callPage?.guest)?.devices.state.get().phase,
  }));
}
