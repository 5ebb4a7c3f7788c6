import { z } from 'zod';
import { mainSideLimits } from '../../../main/worker/hosted-main-side.ts';
import { startChild, type ChildService } from '../child-service.ts';
import { cipherVariable, vaultVariable, type MeasuredCipher } from './ciphers/measured-cipher.ts';
import { buildWorkloads } from './workload/build-workload.ts';
import type { VaultSize, WorkloadSize } from './vault-size.ts';

export const workloadParts = ['commits', 'bulk', 'scan', 'search', 'backup'] as const;
export type WorkloadPart = (typeof workloadParts)[number];

/** One time through the workload: of each part the times of what it consists of, in ms. */
export type WorkloadTimes = Readonly<Record<WorkloadPart, readonly number[]>>;

/** What the process that has the vault open needed of memory, in bytes. */
export interface WorkloadMemory {
  /** Resident before it opened the vault: the engine. */
  readonly startRss: number;
  /** The most that was resident until the end. */
  readonly peakRss: number;
}

export interface WorkloadSamples {
  readonly times: Readonly<Record<MeasuredCipher, readonly WorkloadTimes[]>>;
  readonly memory: Readonly<Record<MeasuredCipher, WorkloadMemory>>;
}

export interface MeasuredVaults {
  readonly recoveryKey: string;
  /** For what is built to be measured. */
  readonly workFolder: string;
  /** The same rows, each under its cipher. */
  readonly dataFolders: Readonly<Record<MeasuredCipher, string>>;
}

const ciphers = ['ours', 'unencrypted', 'sqlcipher'] as const;

/** Each part in turn by each cipher, so that a busy machine touches all alike; `runs` times through. */
export async function measureWorkload(
  vaults: MeasuredVaults,
  size: WorkloadSize & Pick<VaultSize, 'notes'>,
  runs: number,
): Promise<WorkloadSamples> {
  const built = await buildWorkloads(vaults.workFolder);
  const children = {
    ours: startMeasured('ours', built, vaults),
    unencrypted: startMeasured('unencrypted', built, vaults),
    sqlcipher: startMeasured('sqlcipher', built, vaults),
  };
  try {
    const times: Record<MeasuredCipher, WorkloadTimes[]> = {
      ours: [],
      unencrypted: [],
      sqlcipher: [],
    };
    for (let run = 0; run < runs; run += 1) {
      const round = { ours: noTimes(), unencrypted: noTimes(), sqlcipher: noTimes() };
      for (const part of workloadParts) {
        for (const cipher of ciphers) {
          const count = countOf(part, size);
          round[cipher][part] = await children[cipher].call(part, count, z.array(z.number()));
        }
      }
      for (const cipher of ciphers) times[cipher].push(round[cipher]);
    }
    const memory = {
      ours: await children.ours.call('close', null, memorySchema),
      unencrypted: await children.unencrypted.call('close', null, memorySchema),
      sqlcipher: await children.sqlcipher.call('close', null, memorySchema),
    };
    return { times, memory };
  } finally {
    await Promise.all(ciphers.map((cipher) => children[cipher].stop()));
  }
}

/** As the product has it for its thread, which is here the process. */
const engineOptions = [
  `--max-semi-space-size=${String(mainSideLimits.maxYoungGenerationSizeMb / 3)}`,
];

const memorySchema = z.strictObject({ startRss: z.number(), peakRss: z.number() });

function startMeasured(
  cipher: MeasuredCipher,
  built: Readonly<Record<MeasuredCipher, string>>,
  { recoveryKey, dataFolders }: MeasuredVaults,
): ChildService {
  const vault = JSON.stringify({ dataFolder: dataFolders[cipher], recoveryKey });
  const env = { ...process.env, [cipherVariable]: cipher, [vaultVariable]: vault };
  return startChild(built[cipher], env, engineOptions);
}

function noTimes(): Record<WorkloadPart, readonly number[]> {
  return { commits: [], bulk: [], scan: [], search: [], backup: [] };
}

function countOf(
  part: WorkloadPart,
  { commits, bulk, notes, searches }: WorkloadSize & Pick<VaultSize, 'notes'>,
): number {
  const counts = { commits, bulk, scan: notes, search: searches, backup: 1 };
  return counts[part];
}
