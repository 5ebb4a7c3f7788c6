import type { ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { VisuallyHidden } from '../styles/visually-hidden.tsx';
import { Picture } from './picture.tsx';
import styles from './video-tile.module.css';

const cx = classesOf(styles);

export interface VideoTileProps {
  /** What the person is called here: a pseudonym or a role. */
  readonly name: string;
  /** Said of the picture, such as "Picture of your therapist". */
  readonly pictureLabel: string;
  /** null: there is no picture now; `instead` says why. */
  readonly track: MediaStreamTrack | null;
  /** Shown in the place of a picture, or over the last one while somebody is away. */
  readonly instead?: string | null;
  /** Something to know about what is shown, above the name; read aloud when it comes. */
  readonly note?: string | null;
  /** Their microphone is off; null: it is on. */
  readonly mutedLabel?: string | null;
  /** Over the picture, and only while there is one. */
  readonly over?: ReactNode;
  readonly isMirrored?: boolean;
  readonly size?: 'full' | 'small';
  /** The first picture of the track is on the screen. */
  readonly onShown?: () => void;
}

/** A face, as large as its place. Without a picture: a quiet figure and the reason in words. */
export function VideoTile(props: VideoTileProps) {
  const { track, instead = null, size = 'full' } = props;
  const isAway = track !== null && instead !== null;
  return (
    <figure className={cx('tile', size === 'small' && 'small')}>
      {track && (
        <div className={isAway ? cx('away') : undefined}>
          <Picture
            track={track}
            label={props.pictureLabel}
            isMirrored={props.isMirrored ?? false}
            onShown={props.onShown}
          />
        </div>
      )}
      {(track === null || isAway) && (
        <div className={cx('instead')}>
          {!isAway && (
            <span className={cx('face')}>
              <Icon name="person" size={size === 'small' ? 20 : 40} />
            </span>
          )}
          {instead !== null && <span className={cx('says')}>{instead}</span>}
        </div>
      )}
      {track && props.over}
      <Foot {...props} />
    </figure>
  );
}

/** Who it is, and what is to be known about what is shown. */
function Foot(props: VideoTileProps) {
  const { track, note = null, mutedLabel = null, size = 'full' } = props;
  const isCrowded = size === 'small' && (track === null || note !== null);
  return (
    <figcaption className={cx('foot')}>
      <output className={cx('notes')}>
        {note !== null && (
          <span className={cx('chip', 'note')}>
            <Icon name="know" size={16} />
            <span>{note}</span>
          </span>
        )}
      </output>
      {/* A small tile has room for its name or for other words. */}
      <span className={cx('chip', isCrowded && 'hidden')}>
        {mutedLabel !== null && (
          <>
            <Icon name="microphone-off" size={16} />
            <VisuallyHidden>{mutedLabel} </VisuallyHidden>
          </>
        )}
        <span>{props.name}</span>
      </span>
    </figcaption>
  );
}
