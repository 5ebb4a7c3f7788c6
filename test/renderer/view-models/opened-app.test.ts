import { Scope } from '../../../src/base/scope.ts';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { describe, expect, it } from 'vitest';
import type { PosturePort } from '../../../main/ports/posture-port.ts';
import { createGuestAppClient } from '../../../renderer/platform/guest-app-client.ts';
import { OpenedApp, type InviteEvents } from '../../../renderer/view-models/opened-app.ts';
import { mustStay } from '../../../renderer/view-models/guest-loss.ts';
import type { GuestModels } from '../../../renderer/view-models/models.ts';
import { createStore, type WritableStore } from '../../../renderer/view-models/store.ts';
import type { IpcBridge } from '../../../src/contract/ipc-wire.ts';
import type { GuestState } from '../../../src/domain/guest-journey.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { bridgeTo, startGuestSide, testInvite } from '../../support/guest-fixture.ts';
import { recordingLog } from '../../support/recording-log.ts';

const here = testInvite(1);
const elsewhere = testInvite(2, 'https://other.example');
const checking: GuestState = { phase: 'device-check', failed: null };
const inCall: GuestState = { phase: 'in-call' };

/** One guest's way, as the app sees it. */
interface Way {
  readonly link: string;
  readonly state: WritableStore<GuestState>;
  readonly events: InviteEvents;
  readonly isSettling: WritableStore<boolean>;
  isClosed: boolean;
}

/** A page of the app over a real main side; the guest's way is a state that the test sets. */
async function page(
  opened: string | null,
  { side, call } = startGuestSide(opened),
  { bridge = bridgeTo(side), begin = checking }: { bridge?: IpcBridge; begin?: GuestState } = {},
) {
  const ways: Way[] = [];
  let reloads = 0;
  const model = new OpenedApp({
    capture: createStore<CaptureStanding | null>(null),
    scope: new Scope(),
    client: createGuestAppClient({ bridge, clock: new FakeClock(), log: recordingLog() }),
    follow: (link, events) => {
      const way: Way = {
        link,
        state: createStore<GuestState>(begin),
        events,
        isSettling: createStore(false),
        isClosed: false,
      };
      ways.push(way);
      const leave = (): void => {
        way.state.set({ phase: 'closed', reason: 'left' });
        events.onServed();
      };
      return {
        guest: { state: way.state, isSettling: way.isSettling, leave },
        close: () => {
          way.isClosed = true;
        },
      } as unknown as GuestModels;
    },
    reload: () => {
      reloads += 1;
    },
  });
  await settle();
  const way = (): Way => {
    const [first] = ways;
    if (!first) throw new Error('no way yet');
    return first;
  };
  return { model, side, call, way, ways, reloads: () => reloads };
}

describe('the app without an invite', () => {
  it('says so, and opens one that is pasted, in either form', async () => {
    for (const text of [here.appLink, here.browserLink, `  ${here.appLink}\n`]) {
      const { model, call, reloads } = await page(null);
      expect(model.state.get()).toEqual({ phase: 'no-link', isOpening: false, failed: null });
      model.openPasted(text);
      expect(model.state.get()).toMatchObject({ isOpening: true });
      await settle();
      expect(reloads()).toBe(1);
      expect(await call('guest.link', {})).toEqual({ link: here.appLink, arrived: null });
    }
  });

  it('says when what was pasted is no invite, and lets one try again', async () => {
    const { model, reloads } = await page(null);
    model.openPasted('https://rooms.example/');
    await settle();
    const failed = { phase: 'no-link', isOpening: false, failed: 'invite-invalid' };
    expect(model.state.get()).toEqual(failed);
    model.openPasted(here.appLink);
    await settle();
    expect(reloads()).toBe(1);
  });

  it('says that the link it was opened with is none', async () => {
    const { model } = await page(here.appLink.slice(0, -1));
    expect(model.state.get()).toMatchObject({ phase: 'no-link', failed: 'invite-invalid' });
  });

  it('opens one that arrives, at once', async () => {
    const { side, call, reloads } = await page(null);
    side.arrive(here.appLink);
    await settle();
    expect(reloads()).toBe(1);
    expect(await call('guest.link', {})).toEqual({ link: here.appLink, arrived: null });
  });

  it('misses nothing that arrives while it asks', async () => {
    const started = startGuestSide(null);
    const opening = page(null, started);
    started.side.arrive(here.appLink);
    const { reloads } = await opening;
    await settle();
    expect(reloads()).toBe(1);
  });
});

describe('the app with an invite', () => {
  it('goes the way of every guest', async () => {
    const { model, way } = await page(here.appLink);
    expect(model.state.get().phase).toBe('invited');
    expect(way().link).toBe(here.appLink);
  });

  it('forgets the invite when it has served', async () => {
    const { way, call } = await page(here.appLink);
    way().events.onServed();
    await settle();
    expect(await call('guest.link', {})).toEqual({ link: null, arrived: null });
  });

  it('says when this device’s key is a passing one, until the person knows', async () => {
    const { model, way } = await page(here.appLink);
    expect(model.isKeyPassing.get()).toBe(false);
    way().events.onPassingKey();
    expect(model.isKeyPassing.get()).toBe(true);
    model.dismissPassingKey();
    expect(model.isKeyPassing.get()).toBe(false);
  });

  it('closes with its page', async () => {
    const { model, way, side } = await page(here.appLink);
    model.close();
    expect(way().isClosed).toBe(true);
    side.arrive(elsewhere.appLink);
    expect(model.interruption.get()).toBeNull();
  });
});

describe('another link', () => {
  it.each<GuestState>([
    { phase: 'joining' },
    { phase: 'waiting', connection: 'connected' },
    { phase: 'waiting', connection: 'reconnecting' },
    inCall,
  ])('throws nobody out of $phase: the person decides', async (state) => {
    const { model, side, way, call, reloads } = await page(here.appLink);
    way().state.set(state);
    side.arrive(elsewhere.appLink);
    await settle();
    expect(model.interruption.get()).toEqual({ kind: 'link', isOpening: false, failed: null });
    expect(way().state.get()).toBe(state);
    expect(reloads()).toBe(0);
    expect((await call('guest.link', {})).link).toBe(here.appLink);
  });

  it('is followed when the person wants it, and the session is left', async () => {
    const { model, side, way, call, reloads } = await page(here.appLink);
    way().state.set(inCall);
    side.arrive(elsewhere.appLink);
    model.openArrived();
    model.openArrived();
    await settle();
    expect(way().state.get()).toEqual({ phase: 'closed', reason: 'left' });
    expect(reloads()).toBe(1);
    expect(await call('guest.link', {})).toEqual({ link: elsewhere.appLink, arrived: null });
  });

  it('waits until the record of the session that is left is put away', async () => {
    const { model, side, way, reloads } = await page(here.appLink, undefined, { begin: inCall });
    side.arrive(elsewhere.appLink);
    await settle();
    way().isSettling.set(true);
    model.openArrived();
    await settle();
    expect(reloads()).toBe(0);
    expect(mustStay(model.state.get())).toBe(true);
    way().isSettling.set(false);
    await settle();
    expect(reloads()).toBe(1);
    expect(mustStay(model.state.get())).toBe(false);
  });

  it('is forgotten when the person stays', async () => {
    const { model, side, way, call, reloads } = await page(here.appLink);
    way().state.set(inCall);
    side.arrive(elsewhere.appLink);
    model.stay();
    model.openArrived();
    await settle();
    expect(model.interruption.get()).toBeNull();
    expect(reloads()).toBe(0);
    expect(await call('guest.link', {})).toEqual({ link: here.appLink, arrived: null });
  });

  it.each<GuestState>([checking, { phase: 'closed', reason: 'ended' }])(
    'is followed at once from $phase, where nothing is under way',
    async (state) => {
      const { side, way, reloads } = await page(here.appLink);
      way().state.set(state);
      side.arrive(elsewhere.appLink);
      await settle();
      expect(reloads()).toBe(1);
    },
  );

  it('that is none is said to be, and changes nothing', async () => {
    const { model, side, way, reloads } = await page(here.appLink);
    way().state.set(inCall);
    side.arrive('quietroom://join/');
    expect(model.interruption.get()).toEqual({ kind: 'unusable' });
    model.stay();
    await settle();
    expect(model.interruption.get()).toBeNull();
    expect(way().state.get()).toBe(inCall);
    expect(reloads()).toBe(0);
  });

  it('waits for the page that is loaded again in the middle of a session', async () => {
    const started = startGuestSide(here.appLink);
    started.side.arrive(elsewhere.appLink);
    // It comes back into its seat by itself, and the question is still open.
    const { model, way, reloads } = await page(here.appLink, started, {
      begin: { phase: 'joining' },
    });
    expect(way().link).toBe(here.appLink);
    expect(model.interruption.get()).toEqual({ kind: 'link', isOpening: false, failed: null });
    expect(reloads()).toBe(0);
  });
});

it('says so when the main side cannot be asked', async () => {
  const started = startGuestSide(here.appLink);
  const bridge = { ...bridgeTo(started.side), calls: {} };
  const { model } = await page(null, started, { bridge });
  expect(model.state.get()).toEqual({ phase: 'failed', code: 'update-required' });
  expect(model.app.get()).toEqual({ phase: 'failed', code: 'update-required' });
});

describe('the computer of a client', () => {
  it('tells what is worth a sentence about the computer, until that was read', async () => {
    const posture: PosturePort = {
      system: 'linux',
      read: async (check) =>
        Promise.resolve(
          check === 'network' ? { state: 'advice', reason: 'open-wifi' } : { state: 'ok' },
        ),
    };
    const { model } = await page(here.appLink, startGuestSide(here.appLink, undefined, posture));
    await settle();
    const [advice] = model.advice.get();
    expect(advice).toEqual({ reason: 'open-wifi', programs: [] });
    if (advice) model.dismissAdvice(advice);
    expect(model.advice.get()).toEqual([]);
  });

  it('tells nothing more of a network that lets nobody through once the server was reached', async () => {
    const posture: PosturePort = {
      system: 'linux',
      read: async (check) =>
        Promise.resolve(
          check === 'network' ? { state: 'advice', reason: 'portal' } : { state: 'ok' },
        ),
    };
    const started = startGuestSide(here.appLink, undefined, posture);
    const { model, way } = await page(here.appLink, started);
    await settle();
    expect(model.advice.get()).toHaveLength(1);
    way().state.set({ phase: 'waiting', connection: 'connected' });
    expect(model.advice.get()).toEqual([]);
  });

  it('goes its way when nothing can be told of the computer', async () => {
    const { model } = await page(here.appLink);
    expect(model.advice.get()).toEqual([]);
    expect(model.state.get().phase).toBe('invited');
  });
});
