/**
 * Once around a picture, along its edges, so that a face in the middle stays free. Each corner at its part of the round.
 */
export const markRound: Keyframe[] = [
  { top: '4%', left: '4%', translate: '0 0', offset: 0 },
  { top: '4%', left: '96%', translate: '-100% 0', offset: 0.3 },
  { top: '88%', left: '96%', translate: '-100% -100%', offset: 0.5 },
  { top: '88%', left: '4%', translate: '0 -100%', offset: 0.8 },
  { top: '4%', left: '4%', translate: '0 0', offset: 1 },
];
