import type { MainSide } from '../../../main/main-side.ts';
import { invariant } from '../../../src/base/invariant.ts';
import type { CallInput, CallName, CallResult } from '../../../src/contract/contract.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../../src/contract/ipc.ts';
import { searchesOf } from './note-text.ts';

/** The origin that the measured side takes calls from. */
export const benchOrigin = 'app://bench';

/** How calls fared over a while, each in ms. */
export interface IpcDelays {
  /** From asking to the answer, for calls that come one after the other. */
  readonly answered: readonly number[];
  /** How much later than wanted the thread that asks was called back: what a window or a dialog would wait. */
  readonly late: readonly number[];
}

/** As often as something in a running session asks for something. */
const pauseMs = 10;

/** Makes so many calls that read the vault, as a session does, with a pause before each. */
export async function measureIpcDelays(side: MainSide, calls: number): Promise<IpcDelays> {
  const [answered, late]: [number[], number[]] = [[], []];
  for (let made = 0; made < calls; made += 1) {
    const pausedAtMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const askedAtMs = performance.now();
    late.push(Math.max(0, askedAtMs - pausedAtMs - pauseMs));
    await ask(side, 'session.current', {});
    answered.push(performance.now() - askedAtMs);
  }
  return { answered, late };
}

/** The same while the vault is verified, from beginning to end as often as it takes. */
export function measureDuringVerification(side: MainSide, calls: number): Promise<IpcDelays> {
  return measureDuring(side, calls, {
    work: () => ask(side, 'vault.verify', {}),
    stop: () => ask(side, 'work.cancel', { work: 'verification' }),
  });
}

/** The same while somebody searches for one word after the other, as they are typed. */
export function measureDuringSearch(side: MainSide, calls: number): Promise<IpcDelays> {
  const searches = searchesOf(200);
  let typed = 0;
  return measureDuring(side, calls, {
    work: () => {
      typed += 1;
      return ask(side, 'search.find', { query: searches[typed % searches.length] ?? '', page: 0 });
    },
    stop: () => Promise.resolve(),
  });
}

/** The same during one whole backup, from the copying to the last comparison; so many calls at least. */
export async function measureDuringBackup(side: MainSide, calls: number): Promise<IpcDelays> {
  return measureToItsEnd(side, calls, () => ask(side, 'backup.make', {}));
}

/** The same while the vault gets another key, from the copying to the vault's being open under it; so many calls at least. */
export async function measureDuringRenewal(side: MainSide, calls: number): Promise<IpcDelays> {
  const { kitNumber } = await ask(side, 'vault.new-recovery-key', {});
  return measureToItsEnd(side, calls, () =>
    ask(side, 'vault.renew-key', { kitNumber, passphrase: null }),
  );
}

/** The same while one client is destroyed, to the certificate; so many calls at least. */
export async function measureDuringDestruction(side: MainSide, calls: number): Promise<IpcDelays> {
  const { clients } = await ask(side, 'client.list', {});
  const [client] = clients;
  invariant(client, 'there is a client');
  const { clientId, pseudonym } = client;
  return measureToItsEnd(side, calls, async () => {
    await ask(side, 'client.destroy', { clientId, pseudonym, reason: 'It is measured.' });
    return { outcome: 'done' };
  });
}

async function measureToItsEnd(
  side: MainSide,
  calls: number,
  work: () => Promise<{ readonly outcome: 'done' | 'cancelled' }>,
): Promise<IpcDelays> {
  const over = new AbortController();
  const working = work().finally(() => {
    over.abort();
  });
  const rounds = [await measureIpcDelays(side, calls)];
  while (!over.signal.aborted) rounds.push(await measureIpcDelays(side, 10));
  const { outcome } = await working;
  invariant(outcome === 'done', 'nobody cancels what is measured');
  return {
    answered: rounds.flatMap(({ answered }) => answered),
    late: rounds.flatMap(({ late }) => late),
  };
}

/** Resolves once every text can be found: the index of a vault that was just made is built after it was opened. */
export async function waitForIndex(side: MainSide): Promise<void> {
  for (;;) {
    const { isComplete } = await ask(side, 'search.find', { query: 'word', page: 0 });
    if (isComplete) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function measureDuring(
  side: MainSide,
  calls: number,
  { work, stop }: { readonly work: () => Promise<unknown>; readonly stop: () => Promise<unknown> },
): Promise<IpcDelays> {
  const over = new AbortController();
  const working = (async () => {
    while (!over.signal.aborted) await work();
  })();
  try {
    return await measureIpcDelays(side, calls);
  } finally {
    over.abort();
    await stop();
    await working;
  }
}

/** One call as the page makes it. @throws Error with the code when it is refused */
export async function ask<K extends CallName<Ipc>>(
  side: MainSide,
  channel: K,
  data: CallInput<Ipc, K>,
): Promise<CallResult<Ipc, K>> {
  const sender = { origin: benchOrigin, isTopFrame: true, isKnownWindow: true };
  const answer = await side.handle({ protocol: IPC_PROTOCOL, channel, data }, sender);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
  // The schema of `channel` made it; the compiler cannot follow a table through a type parameter.
  return ipc[channel].out.parse(answer.data) as CallResult<Ipc, K>;
}
