/** Marks a branch that the types say cannot be reached; a value that gets here anyway is a bug. */
export function assertNever(value: never, where: string): never {
  // The value itself stays out of the message: it may be content.
  throw new Error(`unreachable case in ${where} (${typeof value})`);
}
