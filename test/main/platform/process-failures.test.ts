import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { surviveFailures } from '../../../main/platform/process-failures.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

function setUp() {
  const process = new EventEmitter();
  const [clock, log] = [new FakeClock(), recordingLog()];
  const giveUp = vi.fn<() => void>();
  surviveFailures(process, { log, clock, giveUp });
  const fail = (event = 'uncaughtException'): boolean => process.emit(event, new Error('x'));
  return { process, clock, log, giveUp, fail };
}

describe('what nobody caught', () => {
  it.each([
    ['uncaughtException', 'uncaught'],
    ['unhandledRejection', 'unhandled'],
  ])('is logged by its code and nothing else: %s', (event, line) => {
    const { process, log } = setUp();
    process.emit(event, new AppError('disk-full', 'detail'));
    process.emit(event, new Error('the words of a note'));
    process.emit(event, 'thrown text');
    expect(log.lines).toEqual(
      ['disk-full', 'internal', 'internal'].map((code) => ({
        level: 'error',
        event: line,
        fields: { code },
      })),
    );
  });

  it('is survived twice a minute, for as long as it takes', async () => {
    const { clock, fail, giveUp } = setUp();
    for (let minute = 0; minute < 5; minute += 1) {
      fail();
      fail();
      await clock.advance(60_000);
    }
    expect(giveUp).not.toHaveBeenCalled();
  });

  it('is given up on at the third time within a minute, once', async () => {
    const { clock, fail, giveUp } = setUp();
    fail();
    fail();
    await clock.advance(59_999);
    fail();
    fail();
    expect(giveUp).toHaveBeenCalledOnce();
  });

  it('does not count where nobody waited for it', () => {
    const { fail, giveUp } = setUp();
    for (let times = 0; times < 10; times += 1) fail('unhandledRejection');
    expect(giveUp).not.toHaveBeenCalled();
  });
});
