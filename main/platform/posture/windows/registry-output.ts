/**
 * Values of `reg query`, by their name in small letters. Names and types are the same in every language; a message that
 * something was not found is not, and has no such lines.
 */
export function readRegistryOutput(output: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of output.split(/\r?\n/)) {
    const value = /^\s{2,}(\S.*?)\s+REG_(?:SZ|DWORD|EXPAND_SZ)\s+(.*?)\s*$/.exec(line);
    if (value?.[1] !== undefined) values.set(value[1].toLowerCase(), value[2] ?? '');
  }
  return values;
}

/** A number as the registry shows it, in either of its ways; null when it is none. */
export function registryNumber(written: string | undefined): number | null {
  if (written === undefined || !/^(?:0x[0-9a-f]+|\d+)$/i.test(written)) return null;
  return Number(written);
}
