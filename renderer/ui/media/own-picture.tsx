import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../icons/icon.tsx';
import { classesOf } from '../styles/class-names.ts';
import { cornerAfterKey, nearestCorner, type Corner } from './corner.ts';
import { VideoTile } from './video-tile.tsx';
import styles from './own-picture.module.css';

const cx = classesOf(styles);

/** Follows the pointer without rendering, and tells the corner in which it was let go. */
function useDrag(onDrop: (corner: Corner) => void) {
  const place = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    start.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!start.current || !place.current) return;
    const { x, y } = start.current;
    place.current.style.translate = `${String(event.clientX - x)}px ${String(event.clientY - y)}px`;
  };
  const onPointerEnd = (): void => {
    const element = place.current;
    const area = element?.offsetParent?.getBoundingClientRect();
    if (!start.current || !element || !area) return;
    start.current = null;
    const box = element.getBoundingClientRect();
    element.style.translate = '';
    onDrop(
      nearestCorner(
        { x: box.x + box.width / 2 - area.x, y: box.y + box.height / 2 - area.y },
        area,
      ),
    );
  };
  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp: onPointerEnd,
    onPointerCancel: onPointerEnd,
  };
  return { place, handlers };
}

/** One's own picture: small, in a corner of the nearest positioned parent, movable by pointer and arrow keys, hideable. */
export function OwnPicture(props: {
  readonly track: MediaStreamTrack | null;
  /** Among others it has a tile of its own, so that it covers nobody. */
  readonly isTile?: boolean;
  /** There are words on the stage that it must not cover. */
  readonly yields?: boolean;
  /** Nothing of it goes out now. */
  readonly isUnsent?: boolean;
  readonly onHide: () => void;
}) {
  const words = useWords();
  const isTile = props.isTile === true;
  const [corner, setCorner] = useState<Corner>({ block: 'end', inline: 'end' });
  const { place, handlers } = useDrag(setCorner);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = cornerAfterKey(corner, event.key);
    if (!next) return;
    event.preventDefault();
    setCorner(next);
  };
  return (
    <div
      ref={place}
      className={
        isTile
          ? cx('tile')
          : cx(
              'place',
              `block-${corner.block}`,
              `inline-${corner.inline}`,
              props.yields === true && 'yields',
            )
      }
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset is for a form's fields.
      role="group"
      aria-label={words('call.ownPicture.name')}
      {...(isTile ? {} : handlers)}
    >
      <VideoTile
        name={words('call.ownPicture.you')}
        pictureLabel={words('call.ownPicture.name')}
        track={props.track}
        instead={props.track ? null : words('call.ownPicture.off')}
        note={props.isUnsent === true ? words('privacy.tile.ownUnsent') : null}
        isMirrored
        size={isTile ? 'full' : 'small'}
      />
      <div className={cx('tools')}>
        {!isTile && (
          <button
            type="button"
            className={cx('tool')}
            aria-label={words('call.ownPicture.move')}
            onKeyDown={onKeyDown}
          >
            <Icon name="move" size={16} />
          </button>
        )}
        <button
          type="button"
          className={cx('tool')}
          aria-label={words('call.ownPicture.hide')}
          onClick={props.onHide}
        >
          <Icon name="hide" size={16} />
        </button>
      </div>
    </div>
  );
}
