/** Names of `ps -A -o comm=`, one a line: the program itself, on a Mac with the folder that it lies in. */
export function readProcessNames(output: string): ReadonlySet<string> {
  const names = output
    .split(/\r?\n/)
    .map((line) => line.trim().split('/').at(-1) ?? '')
    .filter((name) => name !== '');
  return new Set(names.map((name) => name.toLowerCase()));
}
