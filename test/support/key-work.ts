// Real keys are worked on in other threads, for which no fake clock waits, and how long that takes is up to the machine.

let underWay = 0;

/** Counts each call of WebCrypto in this test file from now on. */
function countKeyWork(): void {
  const methods = Object.getPrototypeOf(globalThis.crypto.subtle) as object;
  for (const name of Object.getOwnPropertyNames(methods)) {
    const value: unknown = Object.getOwnPropertyDescriptor(methods, name)?.value;
    if (name === 'constructor' || typeof value !== 'function') continue;
    const real = value as (...given: unknown[]) => unknown;
    Object.defineProperty(methods, name, {
      value(this: unknown, ...given: unknown[]) {
        const result = real.apply(this, given);
        if (result instanceof Promise) void counted(result);
        return result;
      },
    });
  }
}

async function counted(work: Promise<unknown>): Promise<void> {
  underWay += 1;
  await work.catch(() => undefined);
  underWay -= 1;
}

countKeyWork();

/** Resolves once no key is worked with any more, and what was to follow on that has happened. */
export async function keyWorkDone(): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve, 4));
  } while (underWay > 0);
}
