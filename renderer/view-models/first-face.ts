import type { Clock } from '../../src/base/ports.ts';

/** How long a face stays over what was drawn meanwhile, at most: that shows the same person by then, or never will. */
const longestStayMs = 1_000;

const nothingShown = (): void => undefined;

/** A place on the screen that is ready before there is anybody to see. */
export interface FacePlace {
  /** Shows this picture at once, over everything else; calls back when its first frame is on the screen. */
  show(track: MediaStreamTrack, onShown: () => void): void;
  /** Gives way to what was drawn meanwhile. */
  hide(): void;
}

/** What a screen knows of it. */
export interface FirstFaceModel {
  /** From now on there is a place, until the returned function is called. */
  standBy(place: FacePlace): () => void;
}

/**
 * Whoever is let in waits to see a face. It is shown in a place made ready while they waited, before the rest of the call is
 * drawn: drawing takes as long as the picture does, on the thread and processor that the picture needs as well.
 */
export class FirstFace implements FirstFaceModel {
  readonly #clock: Pick<Clock, 'after'>;
  #place: FacePlace | null = null;
  /** Ends what is shown now. */
  #end = nothingShown;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** Whether a screen stands by. */
  get isReady(): boolean {
    return this.#place !== null;
  }

  /** Whether there is something over the screen, be it only the dark before the first frame. */
  get isShown(): boolean {
    return this.#end !== nothingShown;
  }

  standBy(place: FacePlace): () => void {
    this.hide();
    this.#place = place;
    return () => {
      if (this.#place !== place) return;
      this.hide();
      this.#place = null;
    };
  }

  /**
   * Resolves when somebody can be seen (true), or when nobody could be for `longestMs` or there is no place (false); nothing is
   * left on the screen then. A face that is seen stays until `hide`, a second at most.
   */
  async show(track: MediaStreamTrack, longestMs: number): Promise<boolean> {
    this.hide();
    const place = this.#place;
    if (!place) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const end = (): void => {
      if (this.#end !== end) return;
      this.#end = nothingShown;
      cancel();
      place.hide();
      resolve(false);
    };
    this.#end = end;
    let cancel = this.#clock.after(longestMs, end);
    place.show(track, () => {
      if (this.#end !== end) return;
      cancel();
      cancel = this.#clock.after(longestStayMs, end);
      resolve(true);
    });
    return promise;
  }

  /** The screen shows the same by now, or there is nobody to be seen. */
  hide(): void {
    this.#end();
  }
}
