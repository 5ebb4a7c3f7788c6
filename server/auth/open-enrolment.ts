import type { Clock } from '../../src/base/ports.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { Enrolment } from './enrolment.ts';
import { FileEnrolmentStore } from './file-enrolment-store.ts';
import { MemoryEnrolmentStore } from './memory-enrolment-store.ts';

/** Enrolment as the configuration wants it: below the data folder, or in memory; with its first codes. */
export async function openEnrolment(config: ServerConfig, clock: Clock): Promise<Enrolment> {
  const { dataFolder, enrolmentCodes, limits } = config;
  const enrolment = new Enrolment({
    store:
      dataFolder === null ? new MemoryEnrolmentStore() : await FileEnrolmentStore.open(dataFolder),
    clock,
    attemptsPerMinute: limits.enrolmentAttemptsPerMinute,
    codeMaxAgeMs: limits.enrolmentCodeMaxAgeMs,
  });
  for (const code of enrolmentCodes) await enrolment.addCode(code);
  return enrolment;
}
