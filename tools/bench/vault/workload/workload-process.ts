import { z } from 'zod';
import { serveParent } from '../../child-service.ts';
import { vaultVariable } from '../ciphers/measured-cipher.ts';
import { mostResidentBytes } from './most-memory.ts';
import { createWorkload, openMeasured } from './workload.ts';

// One process for each cipher: its memory is its own. Built by build-workload.ts, started by measure-workload.ts.

const start = z.strictObject({ dataFolder: z.string(), recoveryKey: z.string() });
const startRss = process.memoryUsage.rss();
const { dataFolder, recoveryKey } = start.parse(JSON.parse(process.env[vaultVariable] ?? ''));
const vault = openMeasured(dataFolder, recoveryKey);
const workload = createWorkload(vault);

const counted = (measure: (count: number) => readonly number[]) => (count: unknown) =>
  Promise.resolve(measure(z.int().parse(count)));

serveParent({
  commits: counted((count) => workload.commit(count)),
  bulk: counted((count) => workload.bulkInsert(count)),
  scan: counted((count) => workload.scan(count)),
  search: counted((count) => workload.search(count)),
  backup: () => workload.backUp(),
  close: () => {
    vault.close();
    return Promise.resolve({ startRss, peakRss: mostResidentBytes() });
  },
});
