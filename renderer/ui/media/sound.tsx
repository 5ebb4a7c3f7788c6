import { useEffect, useRef } from 'react';

/** Plays one track. `onBlocked`: the browser wants a press from the person first, after which `attempt` is raised. */
export function Sound(props: {
  readonly track: MediaStreamTrack;
  readonly attempt: number;
  readonly onBlocked: () => void;
}) {
  const { track, attempt, onBlocked } = props;
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (!audio) return undefined;
    audio.srcObject = new MediaStream([track]);
    return () => {
      audio.srcObject = null;
    };
  }, [track]);
  useEffect(() => {
    element.current?.play().catch((error: unknown) => {
      // Other rejections mean that the track was exchanged or ended meanwhile, which is no news.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  }, [track, attempt, onBlocked]);
  // A live voice has no captions to offer.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={element} />;
}
