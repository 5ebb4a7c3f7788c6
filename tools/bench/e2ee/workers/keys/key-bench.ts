// oxlint-disable-next-line import/default
import workerUrl from '../../../../../renderer/media/worker/entry.ts?worker&url';
import { clientOf } from '../../session/bench-session.ts';
// oxlint-disable-next-line import/default
import bareMlsUrl from './bare-mls-worker.ts?worker&url';

/** Milliseconds that joins took, one after the other, in a worker that was fresh before the first. */
export type JoinTimes = readonly number[];

/** Joins in a worker. */
interface JoiningWorker {
  join(): Promise<void>;
  close(): void;
}

const makers = { ours: openOurs, bareMls: openBareMls };

export type KeyWayName = keyof typeof makers;

/** Starts a worker, waits until its script has run, and joins several times. */
export async function measureJoins(name: KeyWayName, count: number): Promise<JoinTimes> {
  const worker = await makers[name]();
  const times: number[] = [];
  for (let run = 0; run < count; run += 1) {
    const startedMs = performance.now();
    await worker.join();
    times.push(performance.now() - startedMs);
  }
  worker.close();
  return times;
}

/**
 * Our media worker as it ships. Its warm-up plays whole joins with throw-away keys on both sides, from the group to the
 * words: what happens when a guest is let in, without the way through the relay.
 */
async function openOurs(): Promise<JoiningWorker> {
  const worker = new Worker(workerUrl);
  const client = clientOf(worker);
  // Nobody is a guest here: the refusal tells that the script is there, and compiles nothing of a join.
  await client.call('guest.is-in', {}).catch(() => undefined);
  return {
    join: async () => {
      await client.call('session.warm-up', { joins: 1 });
    },
    close: () => {
      worker.terminate();
    },
  };
}

async function openBareMls(): Promise<JoiningWorker> {
  const worker = new Worker(bareMlsUrl);
  const answered = (): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string | null>) => {
        if (data === null) resolve();
        else reject(new Error(data));
      };
    });
  const isThere = answered();
  worker.postMessage('hello');
  await isThere;
  return {
    join: () => {
      const joined = answered();
      worker.postMessage('join');
      return joined;
    },
    close: () => {
      worker.terminate();
    },
  };
}
