import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import {
  attemptCapture,
  type CaptureStage,
  type MarkedWindow,
} from '../../../../main/windows/capture/attempt-capture.ts';
import type { Marker } from '../../../../main/windows/capture/capture-marker.ts';
import type { NoVerdict } from '../../../../src/contract/capture-schema.ts';
import { paintedMarker } from '../../../support/painted-marker.ts';

interface World {
  /** Which of the windows the system captures, and in which way. */
  readonly ownWindow?: boolean;
  readonly ownScreen?: boolean;
  readonly controlWindow?: boolean;
  readonly controlScreen?: boolean;
  /** How many times the page shows its marker; left out: as long as it is asked. */
  readonly paints?: number;
  /** Refusals, one for each time that it is asked. */
  readonly obstacles?: readonly (NoVerdict | null)[];
  readonly failsToCapture?: boolean;
}

/** Runs everything at once: what is waited for here is no deadline of the product's. */
const quickClock = {
  nowMs: () => 0,
  after: (_delayMs: number, callback: () => void) => {
    const timer = setImmediate(callback);
    return () => {
      clearImmediate(timer);
    };
  },
};

function stageOf(world: World) {
  const cleared: string[] = [];
  let [paints, asked] = [world.paints ?? Infinity, 0];
  const markers = new Map<MarkedWindow, { name: 'own' | 'control'; marker: Marker }>();
  const open = (name: 'own' | 'control', marker: Marker): Promise<MarkedWindow> => {
    const window: MarkedWindow = {
      painted: () => {
        paints -= 1;
        return Promise.resolve(paintedMarker(paints >= 0 ? marker : null, { height: 8 }));
      },
      clear: () => {
        cleared.push(name);
        return Promise.resolve();
      },
    };
    markers.set(window, { name, marker });
    return Promise.resolve(window);
  };
  const stage: CaptureStage = {
    obstacle: () => {
      asked += 1;
      return world.obstacles?.[asked - 1] ?? null;
    },
    markOwn: (marker) => open('own', marker),
    openControl: (marker) => open('control', marker),
    capture: (window) => {
      if (world.failsToCapture === true) return Promise.reject(new Error('no source'));
      const found = markers.get(window);
      const shows = (isSeen: boolean | undefined) =>
        paintedMarker(isSeen === true ? (found?.marker ?? null) : null, { height: 12 });
      const isOwn = found?.name === 'own';
      return Promise.resolve({
        window: shows(isOwn ? world.ownWindow : world.controlWindow),
        screens: [shows(false), shows(isOwn ? world.ownScreen : world.controlScreen)],
      });
    },
  };
  return { stage, cleared };
}

function attempt(world: World, needsControl = true) {
  const { stage, cleared } = stageOf(world);
  const made = attemptCapture({ stage, needsControl, clock: quickClock, random: systemRandom });
  return { made, cleared };
}

const control = { controlWindow: true, controlScreen: true };

describe('the attempt to capture the own window', () => {
  it.each([
    ['in its own picture', { ownWindow: true }],
    ['on a screen', { ownScreen: true }],
  ])('sees it %s, and needs no control', async (_where, world) => {
    const { made, cleared } = attempt({ ...world, ...control });
    expect(await made).toEqual({ kind: 'made', seen: true, controlSeen: null });
    expect(cleared).toEqual(['own']);
  });

  it('does not see it, but a window without protection right after', async () => {
    const { made, cleared } = attempt(control);
    expect(await made).toEqual({ kind: 'made', seen: false, controlSeen: true });
    expect(cleared).toEqual(['own', 'control']);
  });

  it.each([
    ['anywhere', {}],
    ['on a screen', { controlWindow: true }],
    ['in its own picture', { controlScreen: true }],
  ])('is blind when the control is not seen %s', async (_where, world) => {
    expect(await attempt(world).made).toEqual({ kind: 'made', seen: false, controlSeen: false });
  });

  it('opens no window where nothing could be hidden', async () => {
    const { made, cleared } = attempt(control, false);
    expect(await made).toEqual({ kind: 'made', seen: false, controlSeen: null });
    expect(cleared).toEqual(['own']);
  });

  it.each([
    ['never showed', 0],
    ['lost', 1],
  ])('says nothing when the page %s its marker', async (_how, paints) => {
    const { made, cleared } = attempt({ ...control, paints });
    expect(await made).toEqual({ kind: 'not-made', why: 'not-painted' });
    expect(cleared).toEqual(['own']);
  });

  it.each([
    ['before anything', [], ['would-ask'], 'would-ask'],
    ['before it captures', ['own'], [null, 'in-call'], 'in-call'],
    ['while it captures', ['own'], [null, null, 'in-call'], 'in-call'],
    ['before the control', ['own'], [null, null, null, 'in-call'], 'in-call'],
  ] as const)('gives up when it may not: %s', async (_when, clearedThen, obstacles, why) => {
    const { made, cleared } = attempt({ ...control, obstacles });
    expect(await made).toEqual({ kind: 'not-made', why });
    expect(cleared).toEqual(clearedThen);
  });

  it('takes its marker away, whatever fails', async () => {
    const { made, cleared } = attempt({ failsToCapture: true });
    await expect(made).rejects.toThrow('no source');
    expect(cleared).toEqual(['own']);
  });
});
