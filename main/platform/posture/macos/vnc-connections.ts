import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * `netstat -anW -p tcp`: somebody connected to our own port 5900 sees the screen. Nothing in it is translated. Without
 * the `W` addresses are cut off to a width, and port 59001 looks like 5900.
 */
export function readVncConnections(output: string): PostureReading {
  const rows = output.split(/\r?\n/).filter((line) => /\btcp[46]+\b/.test(line));
  if (rows.length === 0) return postureUnknown;
  const isSeen = rows.some((row) =>
    /\btcp[46]+\s+\d+\s+\d+\s+\S+\.5900\s+\S+\s+ESTABLISHED\b/.test(row),
  );
  return isSeen ? postureAdvice('remote') : postureOk;
}
