import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/** `loginctl show-session ID`: settings, one a line, the same in every language. */
export function readLoginSession(output: string): PostureReading {
  const isRemote = /^Remote=(yes|no)\s*$/m.exec(output)?.[1];
  if (isRemote === undefined) return postureUnknown;
  // Somebody who came through xrdp is at this computer, as far as logind knows.
  if (/^Service=(?:xrdp|sshd)/m.test(output)) return postureAdvice('remote');
  return isRemote === 'yes' ? postureAdvice('remote') : postureOk;
}
