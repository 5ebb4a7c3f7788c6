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
  // Chromium names a video that has no track yet "Unable to play media", and keeps to it: an image has the label instead.
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An img shows a file.
    <div role="img" aria-label={props.label} className={cx('picture')}>
      <video
        ref={element}
        className={cx('moving', props.isMirrored === true && 'mirrored')}
        autoPlay
        muted
        playsInline
        disablePictureInPicture
      />
    </div>
  );
}
