import { useEffect, useRef, type CSSProperties } from 'react';
import { markRound } from './mark-round.ts';

/** Once around, along the edges: slow enough that no eye follows it. */
const roundMs = 240_000;

/** A step of a few pixels. A browser that moved it by itself would lay the page out and paint it 60 times a second. */
const stepMs = 500;

// With the code that is loaded late, and not in the page's one style sheet, which comes first.
const style: CSSProperties = {
  position: 'absolute',
  top: '4%',
  left: '4%',
  fontSize: 'var(--text-13)',
  lineHeight: 1,
  letterSpacing: '0.08em',
  whiteSpace: 'nowrap',
  color: 'rgb(255 255 255)',
  textShadow: '0 0 2px rgb(0 0 0)',
  opacity: 0.3,
  pointerEvents: 'none',
  userSelect: 'none',
  // A layer no larger than itself: what is drawn anew with each frame of the picture below is little.
  willChange: 'transform',
};

/**
 * Over somebody's picture: faint, always on its way along the edges, and nothing that is read aloud. It keeps nobody from
 * taking a picture; it says where one was taken. Whoever wants no motion sees it stand in a corner.
 */
export function SessionMark({ text }: { readonly text: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const way = mark.current?.animate(markRound, { duration: roundMs, iterations: Infinity });
    if (!way) return undefined;
    // It never runs: it only knows where the mark is at what time.
    way.pause();
    let atMs = 0;
    const steps = setInterval(() => {
      atMs += stepMs;
      way.currentTime = atMs;
    }, stepMs);
    return () => {
      clearInterval(steps);
      way.cancel();
    };
  }, []);
  return (
    <span ref={mark} style={style} aria-hidden="true" data-mark="">
      {text}
    </span>
  );
}
