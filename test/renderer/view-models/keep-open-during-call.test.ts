import { expect, it } from 'vitest';
import type { CallState } from '../../../renderer/view-models/call-model.ts';
import type { HostSessionState } from '../../../renderer/view-models/host-session-model.ts';
import { keepOpenDuringCall } from '../../../renderer/view-models/keep-open-during-call.ts';
import { createStore } from '../../../renderer/view-models/store.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { InviteId } from '../../../src/contract/ids.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { guestA, session } from '../../support/host-session-bench.ts';

type Open = Extract<HostSessionState, { phase: 'open' }>;
const open: Open = {
  phase: 'open',
  session,
  invite: { phase: 'creating' },
  waiting: [],
  failed: null,
};
const off = { phase: 'off' } as const;

/** A call with one other person, or with nobody. */
function live(connected?: boolean): CallState {
  return {
    phase: 'live',
    connection: { phase: 'connected' },
    people:
      connected === undefined ? [] : [{ seatId: guestA, role: 'guest', connected, media: {} }],
    own: { microphone: off, camera: off },
    quality: 'good',
  };
}

function setUp() {
  const clock = new FakeClock();
  const scope = new Scope();
  const ipc = new FakeIpc({ 'lock.in-call': () => ({}) });
  const state = createStore<HostSessionState>({ phase: 'idle' });
  const call = createStore<CallState>({ phase: 'idle' });
  keepOpenDuringCall({
    ipc,
    session: { state, call: { state: call } },
    clock,
    scope,
  });
  return { clock, scope, ipc, state, call, told: () => ipc.names.length };
}

it('tells every minute for as long as somebody is there, and no longer', async () => {
  const { clock, ipc, state, call, told } = setUp();
  state.set(open);
  call.set(live());
  expect(told()).toBe(0);
  call.set(live(true));
  expect(ipc.calls).toEqual([{ name: 'lock.in-call', input: { sessionId: session.sessionId } }]);
  await clock.advance(3 * 60_000);
  expect(told()).toBe(4);
  call.set(live(false));
  await clock.advance(10 * 60_000);
  expect(told()).toBe(4);
});

it('tells while somebody waits to be let in', async () => {
  const { clock, state, told } = setUp();
  const somebody = { seatId: guestA, inviteId: testId<InviteId>(41), sinceMs: 1, connected: true };
  state.set({ ...open, waiting: [somebody] });
  await clock.advance(60_000);
  expect(told()).toBe(2);
});

it('leaves no timer when its scope closes', () => {
  const { clock, scope, state, call } = setUp();
  state.set(open);
  call.set(live(true));
  scope.close();
  expect(clock.pending).toBe(0);
});
