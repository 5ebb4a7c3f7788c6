/** How long ago something was saved, in the steps that are worth telling. */
export type SavedAge =
  | { readonly step: 'just-now' }
  | { readonly step: 'seconds'; readonly count: number }
  | { readonly step: 'minutes'; readonly count: number }
  | { readonly step: 'at' };

/** What to say, and after how long it changes; null: it will not. */
export function savedAge(
  savedAtMs: number,
  nowMs: number,
): { readonly age: SavedAge; readonly changesInMs: number | null } {
  const seconds = Math.max(0, Math.floor((nowMs - savedAtMs) / 1000));
  const until = (nextSeconds: number): number =>
    Math.max(1, savedAtMs + nextSeconds * 1000 - nowMs);
  if (seconds < 2) return { age: { step: 'just-now' }, changesInMs: until(2) };
  if (seconds < 10) {
    return { age: { step: 'seconds', count: seconds }, changesInMs: until(seconds + 1) };
  }
  // Every second would be restless, and would cost a call its quiet processor.
  if (seconds < 60) {
    const count = Math.floor(seconds / 10) * 10;
    return { age: { step: 'seconds', count }, changesInMs: until(count + 10) };
  }
  if (seconds < 3600) {
    const count = Math.floor(seconds / 60);
    return { age: { step: 'minutes', count }, changesInMs: until((count + 1) * 60) };
  }
  return { age: { step: 'at' }, changesInMs: null };
}
