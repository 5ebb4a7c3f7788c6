import type { FacePlace } from '../../renderer/view-models/first-face.ts';

/** A place that notes what is on the screen. */
export class FakePlace implements FacePlace {
  shown: MediaStreamTrack | null = null;
  hides = 0;
  seen: () => void = () => undefined;

  show(track: MediaStreamTrack, onShown: () => void): void {
    this.shown = track;
    this.seen = onShown;
  }

  hide(): void {
    this.shown = null;
    this.hides += 1;
  }
}
