/** Follows the title of tests that are skipped for a reason; nothing when there is none to skip them. */
export function skipNote(reason: string | null): string {
  return reason === null ? '' : ` (skipped: ${reason})`;
}

/** Why a test was skipped: the note that it gave to `skip()`, or the one in its title or a group's. */
export function skipReason(fullName: string, note: string | undefined): string {
  return note ?? /\(skipped: ([^)]+)\)/u.exec(fullName)?.[1] ?? 'no reason is given';
}
