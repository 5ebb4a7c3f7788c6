/**
 * Where in our own code an error was thrown, such as `server/room/room.ts:12`: what an operator can report about a bug
 * without its message, which may quote anything.
 */
export function thrownAt(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const origin = error.cause instanceof Error ? error.cause : error;
  const frame = /\b((?:server|src)\/[a-z0-9/-]+\.[jt]s:\d+)/u.exec(origin.stack ?? '');
  return frame?.[1] ?? 'unknown';
}
