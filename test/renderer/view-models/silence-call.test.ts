import { expect, it } from 'vitest';
import { silenceAfterSleep } from '../../../renderer/view-models/silence-call.ts';
import { settle } from '../../support/fake-clock.ts';
import { presenceOf } from '../../support/fake-media.ts';
import { inCall, joined, link, tab, ticket, waiting, welcoming } from '../../support/guest-tab.ts';
import { SleepyClock } from '../../support/sleepy-clock.ts';
import { AppError } from '../../../src/errors/app-error.ts';

type Page = ReturnType<ReturnType<typeof tab>['open']>;

/** The computer of a page, which can sleep. */
function computerOf({ guest, scope }: Pick<Page, 'guest' | 'scope'>) {
  const clock = new SleepyClock();
  const view = { isHidden: false };
  silenceAfterSleep({ guest, isHidden: () => view.isHidden, clock, scope });
  const sleep = async (sleptMs: number): Promise<void> => {
    clock.sleptMs += sleptMs;
    await clock.advance(2_000);
  };
  return { view, clock, sleep };
}

function isSent({ engine }: Pick<Page, 'engine'>) {
  return (['audio', 'camera'] as const).map((kind) => engine.last.sent.get(kind)?.muted === false);
}

it('silences whoever slept in the waiting room, although they are let in only later', async () => {
  const all = await waiting();
  await computerOf(all).sleep(31_000);
  all.last().push('seat.admitted', presenceOf(1));
  await settle();
  expect(all.guest.state.get().phase).toBe('in-call');
  expect(isSent(all)).toEqual([false, false]);
});

it('silences whoever slept in the call and has to be let in anew', async () => {
  const all = await inCall();
  const { sleep } = computerOf(all);
  all.server.answers = {
    ...welcoming,
    'seat.resume': () => {
      throw new AppError('invite-invalid');
    },
    'seat.redeem': () => ticket(2),
  };
  all.last().end();
  await all.clock.advance(10_000);
  await joined(all.guest);
  expect(all.guest.call.state.get()).toEqual({ phase: 'idle' });
  await sleep(31_000);
  all.last().push('seat.admitted', presenceOf(2));
  await settle();
  expect(isSent(all)).toEqual([false, false]);
});

it('lets a guest who slept before the session join aloud', async () => {
  const browser = tab();
  const page = browser.open(link);
  await computerOf(page).sleep(3_600_000);
  page.guest.join();
  await joined(page.guest);
  browser.last().push('seat.admitted', presenceOf(1));
  await settle();
  expect(isSent(page)).toEqual([true, true]);
});

it('takes the minute of a hidden page for no sleep, and a longer one for a sleep', async () => {
  const all = await inCall();
  const { view, clock, sleep } = computerOf(all);
  view.isHidden = true;
  await clock.advance(2_000);
  await sleep(60_000);
  // Looked at again, the page's timer comes at once: the wait began while it was hidden.
  clock.sleptMs += 58_000;
  view.isHidden = false;
  await clock.advance(2_000);
  expect(isSent(all)).toEqual([true, true]);
  view.isHidden = true;
  await clock.advance(2_000);
  await sleep(90_000);
  expect(isSent(all)).toEqual([false, false]);
});
