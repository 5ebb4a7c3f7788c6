import {
  programsAmong,
  recorders,
  remoteControlTools,
} from '../../../src/domain/posture/known-programs.ts';
import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../src/domain/posture/reading.ts';

/** No system runs with fewer: a shorter list is something else, such as a message. */
const fewestProcesses = 3;

/** What runs beside us, by names of processes. Never that somebody records, and never that nobody does (R-SEC-17). */
export function readPrograms(running: ReadonlySet<string>): PostureReading {
  if (running.size < fewestProcesses) return postureUnknown;
  const tools = programsAmong(remoteControlTools, running);
  if (tools.length > 0) return postureAdvice('remote-tool', tools);
  const capturing = programsAmong(recorders, running);
  return capturing.length > 0 ? postureAdvice('recorder', capturing) : postureOk;
}
