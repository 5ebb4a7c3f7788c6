import { detectDevice, Device, type types } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import type { CallResult } from '../../src/contract/contract.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** What the server's router can do, as the contract carries it. */
export type RouterRtpCapabilities = CallResult<Signaling, 'room.open'>['routerRtpCapabilities'];

/**
 * True in Chromium and what is made of it. Others speak WebRTC too, but what we ask of them, constant bit rate and a
 * transform on every frame, was never seen to hold there.
 */
export function isSupportedBrowser(): boolean {
  return detectDevice() === 'Chrome111';
}

/** @throws AppError media-failed when this browser cannot do what the router asks for */
export async function loadDevice(
  routerRtpCapabilities: RouterRtpCapabilities,
  handlerFactory: types.HandlerFactory = Chrome111.createFactory({}),
): Promise<types.Device> {
  try {
    const device = new Device({ handlerFactory });
    await device.load({ routerRtpCapabilities: withConstantBitRate(routerRtpCapabilities) });
    return device;
  } catch (cause) {
    throw new AppError('media-failed', 'device does not load', { cause });
  }
}

/**
 * Asks our own encoder for constant bit rate, whatever the server says: the sizes of packets would tell vowels from
 * pauses through any encryption (e2ee.md, Frames). The browser reads `cbr` from the answer, and mediasoup-client makes the
 * answer from the router's parameters.
 */
function withConstantBitRate(capabilities: RouterRtpCapabilities): RouterRtpCapabilities {
  const codecs = capabilities.codecs.map((codec) =>
    codec.mimeType.toLowerCase() === 'audio/opus'
      ? { ...codec, parameters: { ...codec.parameters, cbr: 1, usedtx: 0 } }
      : codec,
  );
  return { ...capabilities, codecs };
}
