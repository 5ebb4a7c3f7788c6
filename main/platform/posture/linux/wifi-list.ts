import {
  postureAdvice,
  postureOk,
  postureUnknown,
  worseReading,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * `nmcli -t dev wifi list`: a line for each network, fields between colons, `\:` for one that is part of a name. The
 * first field is `*` for the network that is used, the last how it is sealed, empty for an open one. Names of networks
 * are passed over.
 */
export function readWifiList(output: string): PostureReading {
  const rows = output.split(/\r?\n/).filter((line) => /^[* ]:/.test(line));
  if (rows.length === 0) return postureUnknown;
  const used = rows
    .filter((line) => line.startsWith('*'))
    .map(
      (line) =>
        line
          .replaceAll(/\\[\\:]/g, '_')
          .split(':')
          .at(-1)
          ?.trim() ?? '',
    );
  return used.length === 0 ? postureOk : worseReading(used.map(readSecurity));
}

function readSecurity(security: string): PostureReading {
  if (security === '' || security === '--') return postureAdvice('open-wifi');
  if (/WPA|OWE|802\.1X/.test(security)) return postureOk;
  return postureAdvice('weak-wifi');
}
