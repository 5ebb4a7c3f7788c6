import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBrowser } from '../bench-browser.ts';
import { meterTransfer, type Transfer } from '../transfer-meter.ts';
import { installFrameProbe, whenFirstFrame } from '../../demo/frame-probe.ts';
import { measureCall, type CallCost } from './measure-call.ts';
import { installStepProbe, readSteps } from './step-probe.ts';
import type { StepLog } from './step-table.ts';
import type { WayToJoin } from './way-to-join.ts';

/** What one join showed. */
export interface JoinSample {
  /** From the press that lets the guest in to the first remote frame that its page presented. */
  readonly firstFrameMs: number;
  readonly readyMs: Readonly<Record<string, number>>;
  readonly transfer: Transfer;
  /** Measured in some of the joins only, because it takes its time. */
  readonly call: CallCost | null;
  /** Empty unless they were asked for. */
  readonly arrival: StepLog;
  readonly join: StepLog;
}

/** How long the guest stands at the door: the other side's sending is then as steady as after a real wait. */
const waitAtDoorMs = 1_500;
/** What a page may still fetch once the call has begun belongs to its transfer. */
const afterFirstFrameMs = 500;

/** Lets one guest in, in a fresh browser context, and ends the call. */
export async function measureJoin(
  way: WayToJoin,
  guests: BenchBrowser,
  options: { withCall: boolean; withSteps: boolean },
): Promise<JoinSample> {
  const context = await guests.browser.newContext();
  try {
    await installFrameProbe(context);
    if (options.withSteps) await installStepProbe(context);
    const page = await context.newPage();
    const meter = meterTransfer(page);
    const guest = await way.arrive(page);
    const arrivalSteps = await readSteps(page);
    await sleep(waitAtDoorMs);
    const pressedAtMs = await guest.letIn();
    const firstFrameAtMs = await whenFirstFrame(page, 'remote');
    await sleep(afterFirstFrameMs);
    const transfer = await meter.read();
    const steps = [
      ...(await readSteps(page)),
      ...(await guest.otherSteps()).map(({ what, atMs }) => ({
        what: `other side: ${what}`,
        atMs,
      })),
      { what: 'first remote frame presented', atMs: firstFrameAtMs },
    ].filter(({ atMs }) => atMs <= firstFrameAtMs);
    const pids = { browser: guests.pid, server: way.serverPid };
    const call = options.withCall ? await measureCall(page, pids) : null;
    await guest.leave();
    return {
      firstFrameMs: firstFrameAtMs - pressedAtMs,
      readyMs: guest.readyMs,
      transfer,
      call,
      arrival: { fromMs: guest.navigatedAtMs, steps: arrivalSteps },
      join: { fromMs: pressedAtMs, steps },
    };
  } finally {
    await context.close();
  }
}
