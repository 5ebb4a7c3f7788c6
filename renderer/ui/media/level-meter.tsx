import { useEffect, useRef } from 'react';
import { classesOf } from '../styles/class-names.ts';
import styles from './level-meter.module.css';

const cx = classesOf(styles);

/** A loudness between 0 and 1 that changes many times a second. */
export interface LevelSource {
  get(): number;
  subscribe(listener: () => void): () => void;
}

/**
 * How loud it is. Moves by a transform set straight on the element: React does not render while one speaks. Assistive
 * technology gets a sentence beside it instead (see the device check), since a number that never rests helps nobody.
 */
export function LevelMeter(props: { readonly level: LevelSource }) {
  const { level } = props;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (): void => {
      const shown = Math.min(1, Math.max(0, level.get()));
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
    };
    show();
    return level.subscribe(show);
  }, [level]);
  return (
    <div className={cx('meter')} aria-hidden="true">
      <div ref={bar} className={cx('bar')} />
    </div>
  );
}
