/** What a page tells of its start. Milliseconds since 1970. */
export interface PageMoments {
  /** It began to be loaded. */
  readonly page: number;
  /** Its first text or picture was painted. */
  readonly paint: number;
  /** A button could be pressed, and was painted. */
  readonly usable: number;
}

/**
 * Waits in a page until something can be pressed. Handed over as text: it may use nothing from outside of itself.
 */
export async function untilUsable(): Promise<PageMoments> {
  const isUsable = (): boolean => {
    const button = document.querySelector('button:not(:disabled)');
    return button !== null && button.getClientRects().length > 0;
  };
  // Often enough to be right, and too seldom to be felt.
  while (!isUsable()) await new Promise((resolve) => setTimeout(resolve, 4));
  // The next frame has it; what follows that frame is after its painting.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const usable = performance.timeOrigin + performance.now();
  // Chromium tells of a painting once it is on the screen, which is later.
  const paint = await new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      if (first) resolve(performance.timeOrigin + first.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  return { page: performance.timeOrigin, paint, usable: Math.max(paint, usable) };
}
