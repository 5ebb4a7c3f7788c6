import type { CallState } from '../../view-models/call-model.ts';

/** How often something came in that the protocol refuses; also while keys are still to be agreed, when it is likeliest. */
export function keptOut(call: CallState): number {
  if (call.phase !== 'live') return 0;
  return call.refused ?? call.encryption?.refused ?? 0;
}
