/**
 * Names in a table of `tasklist`: the first column, 25 wide, before the number. Longer names are cut off there, and the
 * rest of a line is translated.
 */
export function readTaskList(output: string): ReadonlySet<string> {
  const names = output
    .split(/\r?\n/)
    .map((line) => /^(\S.{0,24}?)\s+\d+\s+\S/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  return new Set(names.map((name) => name.toLowerCase().replace(/\.exe$/, '')));
}
