/** Where one's own small picture rests: always in a corner, where it covers least. */
export interface Corner {
  readonly block: 'start' | 'end';
  readonly inline: 'start' | 'end';
}

/** The corner that the centre of something is nearest to; all in the same pixels. */
export function nearestCorner(
  centre: { readonly x: number; readonly y: number },
  area: { readonly width: number; readonly height: number },
): Corner {
  return {
    block: centre.y < area.height / 2 ? 'start' : 'end',
    inline: centre.x < area.width / 2 ? 'start' : 'end',
  };
}

/** Where an arrow key moves it; null for any other key. */
export function cornerAfterKey(corner: Corner, key: string): Corner | null {
  switch (key) {
    case 'ArrowUp':
      return { ...corner, block: 'start' };
    case 'ArrowDown':
      return { ...corner, block: 'end' };
    case 'ArrowLeft':
      return { ...corner, inline: 'start' };
    case 'ArrowRight':
      return { ...corner, inline: 'end' };
    default:
      return null;
  }
}
