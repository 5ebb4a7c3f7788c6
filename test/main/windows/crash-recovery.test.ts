import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { reloadAfterCrash } from '../../../main/windows/crash-recovery.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** As much of a page as dies and is loaded again. */
function fakePage() {
  const events = new EventEmitter();
  const reload = vi.fn<() => void>();
  const clock = new FakeClock();
  const log = recordingLog();
  const contents = Object.assign(events, { reload }) as unknown as WebContents;
  reloadAfterCrash(contents, clock, log);
  const die = (reason: string): void => void events.emit('render-process-gone', {}, { reason });
  return { die, reload, clock, log };
}

describe('reloadAfterCrash', () => {
  it('loads a page again that died', () => {
    const { die, reload, log } = fakePage();
    die('crashed');
    expect(reload).toHaveBeenCalledOnce();
    expect(log.lines).toEqual([
      { level: 'error', event: 'page-gone', fields: { reason: 'crashed' } },
    ]);
  });

  it('leaves a page that was closed', () => {
    const { die, reload } = fakePage();
    die('clean-exit');
    expect(reload).not.toHaveBeenCalled();
  });

  it('does not load it over and over when it dies at once', async () => {
    const { die, reload, clock } = fakePage();
    die('crashed');
    await clock.advance(9_000);
    die('crashed');
    expect(reload).toHaveBeenCalledOnce();
    await clock.advance(10_000);
    die('oom');
    expect(reload).toHaveBeenCalledTimes(2);
  });
});
