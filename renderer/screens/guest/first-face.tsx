import { useEffect, useRef } from 'react';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { FirstFaceModel } from '../../view-models/first-face.ts';
import styles from './first-face.module.css';

const cx = classesOf(styles);

/**
 * Where the first face is seen, over everything and about where the call will have it. Nothing is drawn anew for it: a picture
 * is put into what is here already. It stays for less than a second, and says nothing that the call does not say after it.
 */
export function FirstFace(props: {
  readonly face: FirstFaceModel;
  /** What lies below is the call, and no longer the waiting room. */
  readonly isOverCall: boolean;
}) {
  const { face, isOverCall } = props;
  const place = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const [room, video] = [place.current, picture.current];
    if (!room || !video) return undefined;
    return face.standBy({
      show(track, onShown) {
        video.srcObject = new MediaStream([track]);
        room.hidden = false;
        video.requestVideoFrameCallback(onShown);
      },
      hide() {
        room.hidden = true;
        video.srcObject = null;
      },
    });
  }, [face]);
  return (
    <div ref={place} className={cx('room', isOverCall && 'overCall')} aria-hidden="true" hidden>
      <video
        ref={picture}
        className={cx('face')}
        autoPlay
        muted
        playsInline
        disablePictureInPicture
      />
    </div>
  );
}
