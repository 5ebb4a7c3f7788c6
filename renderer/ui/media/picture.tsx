import { useEffect, useRef } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './picture.module.css';

const cx = classesOf(styles);

/** A moving picture from one track. Has no sound of its own. */
export function Picture(props: {
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly isMirrored?: boolean;
  /** The first picture of this track is on the screen. */
  readonly onShown?: (() => void) | undefined;
}) {
  const { track, onShown } = props;
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    const asked = onShown && video.requestVideoFrameCallback(onShown);
    return () => {
      if (asked !== undefined) video.cancelVideoFrameCallback(asked);
      video.srcObject = null;
    };
  }, [track, onShown]);
  return (
    <video
      ref={element}
      className={cx('picture', props.isMirrored === true && 'mirrored')}
      aria-label={props.label}
      autoPlay
      muted
      playsInline
      disablePictureInPicture
    />
  );
}
