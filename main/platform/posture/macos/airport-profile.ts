import {
  postureAdvice,
  postureOk,
  postureUnknown,
  worseReading,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';
import { fieldOf, itemsOf, parseJson } from '../json-fields.ts';

/** `system_profiler SPAirPortDataType -json`: codes, not words. Some codes of WPA3 lack their first letter. */
export function readAirPortProfile(output: string): PostureReading {
  const interfaces = itemsOf(fieldOf(parseJson(output), 'SPAirPortDataType')).flatMap((type) =>
    itemsOf(fieldOf(type, 'spairport_airport_interfaces')),
  );
  // Apple's own link between devices is listed like a network card.
  const cards = interfaces.filter(
    (card) => fieldOf(card, 'spairport_status_information') !== undefined,
  );
  return cards.length === 0 ? postureUnknown : worseReading(cards.map(readCard));
}

function readCard(card: unknown): PostureReading {
  const status = fieldOf(card, 'spairport_status_information');
  if (status !== 'spairport_status_connected') {
    return typeof status === 'string' ? postureOk : postureUnknown;
  }
  const network = fieldOf(card, 'spairport_current_network_information');
  const mode = fieldOf(network, 'spairport_security_mode');
  if (typeof mode !== 'string') return postureUnknown;
  if (/security_mode_(?:none|open)$/.test(mode)) return postureAdvice('open-wifi');
  if (/wep/.test(mode)) return postureAdvice('weak-wifi');
  return /wpa|owe/.test(mode) ? postureOk : postureUnknown;
}
