import type { CallConnection, Person } from '../../view-models/call-model.ts';

/** What a tile shows in the place of a picture, or over the last one. */
export type TileInstead = 'dropped' | 'waiting-key' | 'connecting' | 'no-camera' | 'no-camera-yet';

export interface TileState {
  /** The picture to show, which is the last one when its sender is away. */
  readonly track: MediaStreamTrack | null;
  readonly instead: TileInstead | null;
  /** Their microphone is off. */
  readonly isMuted: boolean;
}

/** How somebody else looks at this moment. A shared screen, where there is one, is what they want to be seen. */
export function tileOf(person: Person, connection: CallConnection): TileState {
  const { camera, screen, audio } = person.media;
  const isMuted = audio?.muted === true;
  const picture = screen && !screen.muted ? screen : camera;
  if (!person.connected) return { track: picture?.track ?? null, instead: 'dropped', isMuted };
  // Nothing of theirs opens, whatever they send; what is left of the last picture is seen to be no more than that. Whoever is just
  // getting in has no such picture, and the first one is on its way together with its key.
  if (person.keys === 'waiting' && connection.phase !== 'connecting') {
    return {
      track: picture?.muted === false ? picture.track : null,
      instead: 'waiting-key',
      isMuted,
    };
  }
  if (picture?.muted === true) return { track: null, instead: 'no-camera', isMuted };
  if (picture) return { track: picture.track, instead: null, isMuted };
  if (connection.phase === 'connecting') return { track: null, instead: 'connecting', isMuted };
  // Somebody who speaks already and sends no picture has no camera; somebody who sends nothing has not got so far yet.
  return { track: null, instead: audio ? 'no-camera' : 'no-camera-yet', isMuted };
}
