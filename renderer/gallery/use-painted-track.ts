import { useState } from 'react';
import { paintedTrack, type Sitter } from './painted-track.ts';

/** A portrait. It lasts as long as the page: the gallery shows one view per page. */
export function usePaintedTrack(sitter: Sitter): MediaStreamTrack {
  const [track] = useState(() => paintedTrack(sitter));
  return track;
}
