import {
  postureAdvice,
  postureOk,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * `nmcli networking connectivity`: one word, the same in every language, of what NetworkManager has found out by itself.
 * Only a portal is news; everything else, and no answer at all, says nothing against the network.
 */
export function readConnectivity(output: string): PostureReading {
  return output.trim() === 'portal' ? postureAdvice('portal') : postureOk;
}
