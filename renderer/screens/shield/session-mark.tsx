import { useEffect, useRef, type CSSProperties } from 'react';

/** Once around, along the edges: slow enough that no eye follows it. */
const roundMs = 240_000;

/** In the outer sixth of the picture, so that a face in the middle stays free. Each corner at its part of the round. */
const round: Keyframe[] = [
  { top: '4%', left: '4%', translate: '0 0' },
  { top: '4%', left: '96%', translate: '-100% 0', offset: 0.3 },
  { top: '88%', left: '96%', translate: '-100% -100%', offset: 0.5 },
  { top: '88%', left: '4%', translate: '0 -100%', offset: 0.8 },
  { top: '4%', left: '4%', translate: '0 0' },
];

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
    const moving = mark.current?.animate(round, { duration: roundMs, iterations: Infinity });
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
