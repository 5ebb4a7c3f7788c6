import {
  postureAdvice,
  postureOk,
  postureUnknown,
  worseReading,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * `netsh wlan show interfaces`. Every word of it is translated, so its form is read: a connected interface has a network
 * type, a radio type such as 802.11ax, and behind that two lines about how one joins and what it is sealed with. Names
 * of ciphers and of WPA are the same in all languages; a connection without any is open.
 */
export function readWlanInterfaces(output: string): PostureReading {
  const interfaces = output
    .split(/\r?\n/)
    .map((line) => /^\s*[^:]+?\s*:\s*(\S.*?)\s*$/.exec(line)?.[1] ?? '')
    .reduce<string[][]>((blocks, value) => {
      // A GUID comes once for every interface, and nowhere else.
      if (/^[0-9a-fx]{8}-[0-9a-fx]{4}-/i.test(value)) blocks.push([]);
      else blocks.at(-1)?.push(value);
      return blocks;
    }, []);
  if (interfaces.length === 0) return postureUnknown;
  return worseReading(interfaces.map(readInterface));
}

function readInterface(values: readonly string[]): PostureReading {
  const radio = values.findIndex((value) => /^802\.11[a-z]*$/i.test(value));
  // It has a radio and is not connected: nothing goes through the air.
  if (radio < 0) return postureOk;
  const [joining = '', sealing = ''] = values.slice(radio + 1, radio + 3);
  if (joining === '' || sealing === '') return postureUnknown;
  if (/WEP/i.test(joining) || /WEP/i.test(sealing)) return postureAdvice('weak-wifi');
  if (/WPA|OWE|RSNA/i.test(joining) || /CCMP|GCMP|AES/i.test(sealing)) return postureOk;
  if (/TKIP/i.test(sealing)) return postureAdvice('weak-wifi');
  return postureAdvice('open-wifi');
}
