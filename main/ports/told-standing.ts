import { Emitter } from '../../src/base/emitter.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';
import { unknownStanding } from '../../src/domain/capture-standing.ts';
import type { CapturePort } from './capture-port.ts';

/** Where the capture shield stands, as a page may ask at any time. */
export class ToldStanding {
  readonly events = new Emitter<{ changed: CaptureStanding }>();
  /** Idempotent. */
  readonly close: () => void;
  #current = unknownStanding('unknown', 'no-app');

  /** `port` left out: the shell has no window of ours, and nothing is ever known. */
  constructor(port?: Pick<CapturePort, 'listen'>) {
    const stop = port?.listen((standing) => {
      this.#current = standing;
      this.events.emit('changed', standing);
    });
    this.close = () => {
      stop?.();
    };
  }

  get current(): CaptureStanding {
    return this.#current;
  }
}
