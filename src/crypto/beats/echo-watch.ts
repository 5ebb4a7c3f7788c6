import type { Beat } from '../messages/session-message.ts';
import { echoMaxAgeMs } from './beat-times.ts';

/** What a guest sees of the other guests in the therapist's beats: whose counter no longer moves waits for a key. */
export class EchoWatch {
  readonly #last = new Map<number, { readonly n: number; readonly atMs: number }>();
  #sinceMs = 0;

  /** A new epoch: everybody has the full time to show up in it. */
  start(nowMs: number): void {
    this.#last.clear();
    this.#sinceMs = nowMs;
  }

  note(echoes: Beat['echoes'], nowMs: number): void {
    for (const { leaf, n } of echoes) {
      if (this.#last.get(leaf)?.n !== n) this.#last.set(leaf, { n, atMs: nowMs });
    }
  }

  isMissing(leaf: number, nowMs: number): boolean {
    return nowMs - (this.#last.get(leaf)?.atMs ?? this.#sinceMs) >= echoMaxAgeMs;
  }
}
