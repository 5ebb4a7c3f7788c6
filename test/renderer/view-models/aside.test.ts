import { beforeEach, describe, expect, it } from 'vitest';
import { Aside } from '../../../renderer/view-models/aside.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeSealedMedia, type FakeMediaWorker } from '../../support/fake-sealed-media.ts';
import { keptFlag } from '../../support/kept-flag.ts';
import { groupMember, groupOf } from '../../support/talk-group.ts';

const anna = { participant: 'anna', role: 'guest', seatId: testId<SeatId>(2) } as const;

let media: FakeSealedMedia;
let aside: Aside;
let kept: ReturnType<typeof keptFlag>;

beforeEach(() => {
  media = new FakeSealedMedia();
  media.answers['aside.say'] = () => ({});
  kept = keptFlag();
  aside = new Aside(kept);
});

function attach(): FakeMediaWorker {
  const { client } = media.open({ scope: new Scope(), onBroken: () => undefined });
  aside.attach(client);
  return media.last;
}

const told = (worker: FakeMediaWorker): unknown[] =>
  worker.calls.filter(({ name }) => name === 'aside.say').map(({ input }) => input);

describe('turning away', () => {
  it('covers the page at once and tells it, and coming back too', () => {
    const worker = attach();
    aside.turnAway();
    expect(aside.state.get()).toMatchObject({
      isAway: true,
      told: { said: 'away', isHeard: false },
    });
    worker.push('aside.heard', { said: 'away' });
    expect(aside.state.get().told).toEqual({ said: 'away', isHeard: true });
    aside.comeBack();
    expect(aside.state.get().isAway).toBe(false);
    expect(told(worker)).toEqual([{ said: 'away' }, { said: 'back' }]);
  });

  it('tells a call for help once, however often it is pressed', () => {
    const worker = attach();
    aside.callForHelp();
    aside.callForHelp();
    expect(told(worker)).toEqual([{ said: 'not-safe' }]);
  });

  it('does not take a late answer for the one to a call for help', () => {
    const worker = attach();
    aside.turnAway();
    aside.callForHelp();
    worker.push('aside.heard', { said: 'away' });
    expect(aside.state.get().told).toEqual({ said: 'not-safe', isHeard: false });
  });

  it('is told again by the worker that takes a broken one’s place', async () => {
    attach();
    aside.callForHelp();
    const next = attach();
    await settle();
    expect(told(next)).toEqual([{ said: 'not-safe' }]);
  });

  it('works before there is anybody to tell', () => {
    aside.turnAway();
    expect(aside.state.get().isAway).toBe(true);
    expect(told(attach())).toEqual([{ said: 'away' }]);
  });

  it('stays covered when the page is loaded again, and when the session ends', () => {
    aside.turnAway();
    const after = new Aside(kept);
    expect(after.state.get().isAway).toBe(true);
    after.clear();
    expect(after.state.get()).toEqual({ isAway: true, told: null, others: [] });
    after.comeBack();
    expect(new Aside(kept).state.get().isAway).toBe(false);
  });
});

describe('what others tell', () => {
  it('is gone when they are back', () => {
    const worker = attach();
    worker.push('aside.told', { ...anna, said: 'away' });
    expect(aside.state.get().others).toMatchObject([{ who: { participant: 'anna' } }]);
    worker.push('aside.told', { ...anna, said: 'back' });
    expect(aside.state.get().others).toEqual([]);
  });

  it('keeps a call for help until it was put away by hand', () => {
    const worker = attach();
    worker.push('aside.told', { ...anna, said: 'not-safe' });
    worker.push('aside.told', { ...anna, said: 'away' });
    expect(aside.state.get().others).toMatchObject([{ said: 'not-safe', isBack: false }]);
    worker.push('aside.told', { ...anna, said: 'back' });
    expect(aside.state.get().others).toMatchObject([{ said: 'not-safe', isBack: true }]);
    aside.dismiss('anna');
    expect(aside.state.get().others).toEqual([]);
  });

  it('keeps a call for help over the end of the session, and nothing else', () => {
    const worker = attach();
    worker.push('aside.told', { ...anna, said: 'not-safe' });
    worker.push('aside.told', { ...anna, participant: 'ben', said: 'away' });
    aside.turnAway();
    aside.over();
    expect(aside.state.get()).toMatchObject({ isAway: true, told: null });
    expect(aside.state.get().others).toMatchObject([{ who: { participant: 'anna' } }]);
    aside.clear();
    expect(aside.state.get().others).toEqual([]);
  });

  it('stays theirs when their seat changes', () => {
    const worker = attach();
    worker.push('aside.told', { ...anna, said: 'away' });
    const seatId = testId<SeatId>(9);
    worker.push('session.state', groupOf(groupMember({ ...anna, seatId })));
    expect(aside.state.get().others).toMatchObject([{ who: { seatId } }]);
  });
});
