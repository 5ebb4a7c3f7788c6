import { Emitter } from '../../../src/base/emitter.ts';
import type { Clock, Log, Random } from '../../../src/base/ports.ts';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { captureCapability, type CaptureSystem } from '../../../src/domain/capture-capability.ts';
import {
  judgeCapture,
  unknownStanding,
  type CaptureAttempt,
} from '../../../src/domain/capture-standing.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { CapturePort } from '../../ports/capture-port.ts';
import { attemptCapture, type CaptureStage } from './attempt-capture.ts';

/** Longer than all of it takes anywhere. A system that answers no more is not waited for. */
const deadlineMs = 10_000;

export interface CaptureShieldOptions {
  readonly system: CaptureSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Knows whether the app's windows can be captured here, because it tries. */
export class CaptureShield implements CapturePort {
  readonly #options: CaptureShieldOptions;
  readonly #events = new Emitter<{ changed: CaptureStanding }>();
  #standing: CaptureStanding;
  #stage: CaptureStage | null = null;
  #running: Promise<void> | null = null;

  constructor(options: CaptureShieldOptions) {
    this.#options = options;
    this.#standing = unknownStanding(captureCapability(options.system), 'not-yet');
  }

  get standing(): CaptureStanding {
    return this.#standing;
  }

  listen(listener: (standing: CaptureStanding) => void): () => void {
    listener(this.#standing);
    return this.#events.on('changed', listener);
  }

  /** There is a window now, by which it can be tried. */
  attach(stage: CaptureStage): void {
    this.#stage = stage;
  }

  /** A window lost its protection: what a test found before does not hold any more. */
  lose(): void {
    if (this.#standing.verdict !== 'hidden') return;
    this.#change(unknownStanding(this.#standing.capability, 'lost'));
  }

  test(): Promise<void> {
    this.#running ??= this.#test().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #test(): Promise<void> {
    const { capability } = this.#standing;
    const standing = judgeCapture(await this.#attempt(), capability);
    this.#options.log.info('capture-tested', {
      capability,
      verdict: standing.verdict,
      ...(standing.why !== null && { untested: standing.why }),
    });
    this.#change(standing);
  }

  /** Whatever fails is an attempt that says nothing. */
  async #attempt(): Promise<CaptureAttempt> {
    const { clock, random, log } = this.#options;
    if (!this.#stage) return { kind: 'not-made', why: 'not-yet' };
    const needsControl = this.#standing.capability !== 'none';
    const attempt = attemptCapture({ stage: this.#stage, needsControl, clock, random });
    return new Promise((resolve) => {
      const cancel = clock.after(deadlineMs, () => {
        resolve({ kind: 'not-made', why: 'failed' });
      });
      attempt
        .catch((error: unknown): CaptureAttempt => {
          log.warn('capture-test-failed', { code: AppError.from(error).code });
          return { kind: 'not-made', why: 'failed' };
        })
        .then(resolve, resolve)
        .finally(cancel);
    });
  }

  #change(standing: CaptureStanding): void {
    this.#standing = standing;
    this.#events.emit('changed', standing);
  }
}
