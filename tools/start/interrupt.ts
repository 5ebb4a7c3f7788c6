/** Settles when somebody asks this process to end. Nothing ends it by itself any more. */
export async function waitForInterrupt(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Kept on: a second signal must not end the process in the middle of closing.
      process.on(signal, () => {
        resolve();
      });
    }
  });
}
