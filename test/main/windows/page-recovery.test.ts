import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { ShellQuestion } from '../../../main/windows/ask-person.ts';
import { recoverPage } from '../../../main/windows/page-recovery.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** As much of a page as dies, hangs and is loaded again, and a person who is asked. */
function fakePage() {
  const events = new EventEmitter();
  const reload = vi.fn<() => void>();
  const forcefullyCrashRenderer = vi.fn<() => void>();
  const quit = vi.fn<() => void>();
  const [clock, log] = [new FakeClock(), recordingLog()];
  const state = { isDestroyed: false };
  const contents = Object.assign(events, {
    reload,
    forcefullyCrashRenderer,
    isDestroyed: () => state.isDestroyed,
  }) as unknown as WebContents;
  const asked: { question: ShellQuestion; answer: (first: boolean) => void }[] = [];
  recoverPage(contents, {
    ask: (question, moot) =>
      new Promise((resolve) => {
        asked.push({ question, answer: resolve });
        moot?.addEventListener('abort', () => {
          resolve(true);
        });
      }),
    quit,
    clock,
    log,
  });
  const die = (reason = 'crashed'): void => void events.emit('render-process-gone', {}, { reason });
  return { die, reload, forcefullyCrashRenderer, quit, clock, log, asked, events, state };
}

const questions = ({ asked }: ReturnType<typeof fakePage>): readonly ShellQuestion[] =>
  asked.map(({ question }) => question);

describe('a page that dies', () => {
  it('is loaded again at once', () => {
    const { die, reload, log } = fakePage();
    die();
    expect(reload).toHaveBeenCalledOnce();
    expect(log.lines).toEqual([
      { level: 'error', event: 'page-gone', fields: { reason: 'crashed' } },
    ]);
  });

  it('is left when it was closed', () => {
    const { die, reload } = fakePage();
    die('clean-exit');
    expect(reload).not.toHaveBeenCalled();
  });

  it('is loaded again for as long as it dies twice a minute', async () => {
    const page = fakePage();
    for (let minute = 0; minute < 3; minute += 1) {
      page.die();
      page.die('oom');
      await page.clock.advance(60_000);
    }
    expect(page.reload).toHaveBeenCalledTimes(6);
    expect(questions(page)).toEqual([]);
  });

  it('is not loaded over and over: the third time within a minute the person is asked', async () => {
    const page = fakePage();
    page.die();
    page.die();
    await page.clock.advance(59_999);
    page.die();
    expect(page.reload).toHaveBeenCalledTimes(2);
    expect(questions(page)).toEqual(['page-stopped']);
    page.asked[0]?.answer(true);
    await settle();
    expect(page.reload).toHaveBeenCalledTimes(3);
    // From there as at the beginning.
    page.die();
    expect(page.reload).toHaveBeenCalledTimes(4);
    expect(page.quit).not.toHaveBeenCalled();
  });

  it('ends the app when the person wants that', async () => {
    const page = fakePage();
    for (let times = 0; times < 3; times += 1) page.die();
    page.asked[0]?.answer(false);
    await settle();
    expect(page.quit).toHaveBeenCalledOnce();
    expect(page.reload).toHaveBeenCalledTimes(2);
  });

  it('is left alone when its window was closed meanwhile', async () => {
    const page = fakePage();
    for (let times = 0; times < 3; times += 1) page.die();
    page.state.isDestroyed = true;
    page.asked[0]?.answer(true);
    await settle();
    expect(page.reload).toHaveBeenCalledTimes(2);
  });
});

describe('a page that hangs', () => {
  it('is waited for when the person wants that', async () => {
    const page = fakePage();
    page.events.emit('unresponsive');
    page.events.emit('unresponsive');
    expect(questions(page)).toEqual(['page-stuck']);
    page.asked[0]?.answer(true);
    await settle();
    expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled();
    page.events.emit('unresponsive');
    expect(questions(page)).toEqual(['page-stuck', 'page-stuck']);
  });

  it('is ended when the person wants that, and then loaded again as one that died', async () => {
    const page = fakePage();
    page.events.emit('unresponsive');
    page.asked[0]?.answer(false);
    await settle();
    expect(page.forcefullyCrashRenderer).toHaveBeenCalledOnce();
    page.die('killed');
    expect(page.reload).toHaveBeenCalledOnce();
  });

  it.each(['responsive', 'render-process-gone'])(
    'is not asked about any more after %s',
    async (event) => {
      const page = fakePage();
      page.events.emit('unresponsive');
      page.events.emit(event, {}, { reason: 'crashed' });
      page.asked[0]?.answer(false);
      await settle();
      expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled();
    },
  );
});
