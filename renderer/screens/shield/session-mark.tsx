import { useEffect, useRef, type CSSProperties } from 'react';
import { markRound } from './mark-round.ts';

/** Once around, along the edges: slow enough that no eye follows it. */
const roundMs = 240_000;

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
};

/**
 * Over somebody's picture: faint, always on its way along the edges, and nothing that is read aloud. It keeps nobody from
 * taking a picture; it says where one was taken. Whoever wants no motion sees it stand in a corner.
 */
export function SessionMark({ text }: { readonly text: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const moving = mark.current?.animate(markRound, { duration: roundMs, iterations: Infinity });
    return () => {
      moving?.cancel();
    };
  }, []);
  return (
    <span ref={mark} style={style} aria-hidden="true" data-mark="">
      {text}
    </span>
  );
}
