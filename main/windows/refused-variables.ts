// What Electron and Node read from the environment before any line of ours runs, and no fuse turns off (R-SEC-07). Whoever
// sets a variable could start another program as well; but it is set for all programs at once, and soon forgotten.
const refused: readonly string[] = [
  // The same as --no-sandbox.
  'ELECTRON_DISABLE_SANDBOX',
  // The same as --enable-logging: what pages and Chromium say would be written out, on demand into a file.
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  // What Node does, with addresses and command lines.
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
];

/** The first variable that the app must not run with, or null. Names are the same in any case on Windows. */
export function findRefusedVariable(
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const set = new Set(
    Object.entries(environment)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => name.toUpperCase()),
  );
  return refused.find((name) => set.has(name)) ?? null;
}
