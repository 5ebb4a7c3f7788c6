import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * `query session` marks our own session with `>`. Its headings and states are translated; names of sessions are not:
 * `console` sits at the computer, `rdp-tcp#7` and Citrix's `ica-tcp#7` do not.
 */
export function readQuerySession(output: string): PostureReading {
  const own = /^\s*>\s*(\S+)/m.exec(output)?.[1]?.toLowerCase();
  if (own === undefined) return postureUnknown;
  if (own === 'console') return postureOk;
  return /^(?:rdp|ica)-/.test(own) ? postureAdvice('remote') : postureUnknown;
}
