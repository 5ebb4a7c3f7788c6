import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import type { CaptureStage } from '../../../../main/windows/capture/attempt-capture.ts';
import { CaptureShield } from '../../../../main/windows/capture/capture-shield.ts';
import type { CaptureStanding } from '../../../../src/contract/capture-schema.ts';
import { FakeClock, settle } from '../../../support/fake-clock.ts';
import { paintedMarker } from '../../../support/painted-marker.ts';
import { recordingLog } from '../../../support/recording-log.ts';

const windows = { platform: 'win32', version: '10.0.26100', electron: '45.4.1' };

/** A window whose capture shows what the test says: itself, only a control, or an answer that never comes. */
function stage(shows: 'own' | 'control' | 'nothing-ever' | 'an-error'): CaptureStage {
  const mark = (isSeen: boolean): CaptureStage['markOwn'] => {
    return (marker) =>
      Promise.resolve({
        painted: () => Promise.resolve(paintedMarker(marker, { height: 8 })),
        clear: () => Promise.resolve(),
        picture: paintedMarker(isSeen ? marker : null, { height: 8 }),
      });
  };
  return {
    obstacle: () => null,
    markOwn: mark(shows === 'own'),
    openControl: mark(true),
    capture: (window) => {
      if (shows === 'nothing-ever') return new Promise(() => undefined);
      if (shows === 'an-error') return Promise.reject(new Error('a path'));
      const picture = Reflect.get(window, 'picture') as ReturnType<typeof paintedMarker>;
      return Promise.resolve({ window: picture, screens: [picture] });
    },
  };
}

function setUp(shows: Parameters<typeof stage>[0] | null) {
  const [clock, log] = [new FakeClock(), recordingLog()];
  const shield = new CaptureShield({ system: windows, clock, random: systemRandom, log });
  if (shows) shield.attach(stage(shows));
  const told: CaptureStanding[] = [];
  shield.listen((standing) => told.push(standing));
  const test = async (forMs = 1_000): Promise<void> => {
    const done = shield.test();
    for (let step = 0; step < 20; step += 1) {
      await settle();
      await clock.advance(forMs / 20);
    }
    await settle();
    await done;
  };
  return { shield, told, log, test };
}

describe('the capture shield', () => {
  it('knows nothing before it has tried', () => {
    const { told } = setUp('own');
    expect(told).toEqual([{ capability: 'hides', verdict: 'unknown', why: 'not-yet' }]);
  });

  it.each([
    ['own', { verdict: 'visible', why: null }],
    ['control', { verdict: 'hidden', why: null }],
    ['an-error', { verdict: 'unknown', why: 'failed' }],
    [null, { verdict: 'unknown', why: 'not-yet' }],
  ] as const)('tells what it saw: %s', async (shows, standing) => {
    const { told, test, log } = setUp(shows);
    await test();
    expect(told.at(-1)).toEqual({ capability: 'hides', ...standing });
    expect(log.lines.at(-1)?.event).toBe('capture-tested');
    expect(JSON.stringify(log.lines)).not.toContain('a path');
  });

  it('waits ten seconds and no longer', async () => {
    const { told, test } = setUp('nothing-ever');
    await test(20_000);
    expect(told.at(-1)).toMatchObject({ verdict: 'unknown', why: 'failed' });
  });

  it('tries once for all who ask at the same time', async () => {
    const { shield, test, log } = setUp('control');
    const second = shield.test();
    await test();
    await second;
    expect(log.lines.filter(({ event }) => event === 'capture-tested')).toHaveLength(1);
  });

  it('takes back that it is hidden when a window loses its protection', async () => {
    const { shield, told, test } = setUp('control');
    await test();
    shield.lose();
    expect(told.at(-1)).toEqual({ capability: 'hides', verdict: 'unknown', why: 'lost' });
  });

  it('does not make anything better by losing', async () => {
    const { shield, told, test } = setUp('own');
    await test();
    shield.lose();
    expect(told.at(-1)).toMatchObject({ verdict: 'visible' });
  });
});
