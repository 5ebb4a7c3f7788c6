import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { WindowProtection } from '../../../../main/windows/capture/window-protection.ts';
import { recordingLog } from '../../../support/recording-log.ts';

class FakeWindow extends EventEmitter {
  readonly asked: boolean[] = [];
  readonly isContentProtected?: () => boolean;

  constructor(says: boolean | null) {
    super();
    if (says !== null) this.isContentProtected = () => says;
  }

  setContentProtection(isOn: boolean): void {
    this.asked.push(isOn);
  }
}

function setUp(canProtect = true) {
  const log = recordingLog();
  const protection = new WindowProtection({ canProtect, log });
  const lost = vi.fn<() => void>();
  protection.events.on('lost', lost);
  const take = (says: boolean | null): FakeWindow => {
    const window = new FakeWindow(says);
    protection.take(window);
    return window;
  };
  return { protection, lost, log, take };
}

describe('the protection of windows', () => {
  it('is asked for as soon as a window is made', () => {
    expect(setUp().take(true).asked).toEqual([true]);
  });

  it.each(['show', 'restore', 'focus', 'hide', 'minimize'])('is asked for again on %s', (event) => {
    const window = setUp().take(true);
    window.emit(event);
    expect(window.asked).toEqual([true, true]);
  });

  it('tells when a window does not keep it', () => {
    const { take, lost, log } = setUp();
    take(false);
    expect(lost).toHaveBeenCalledOnce();
    expect(log.lines.map(({ event }) => event)).toEqual(['content-protection-lost']);
  });

  it.each([
    ['keeps it', true, true],
    ['cannot tell', true, null],
    ['is on a system without it', false, false],
  ])('tells nothing when a window %s', (_what, canProtect, says) => {
    const { take, lost } = setUp(canProtect);
    take(says);
    expect(lost).not.toHaveBeenCalled();
  });

  it('leaves out the one window that is made to be seen, and no other', () => {
    const { protection, take } = setUp();
    let bare: FakeWindow | null = null;
    protection.makeBare(() => {
      bare = take(true);
      return bare;
    });
    expect(bare).toMatchObject({ asked: [] });
    expect(take(true).asked).toEqual([true]);
  });
});
