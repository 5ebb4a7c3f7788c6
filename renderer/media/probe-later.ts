import type { types } from 'mediasoup-client';

/** What mediasoup-client calls the track on which the SFU probes for bandwidth. */
const probeTrackId = 'probator';

/**
 * Lets a receiving transport negotiate the SFU's probes not before `time` settles. mediasoup-client does it right behind the
 * first picture's track, in a second negotiation, which took the processor just when the first packets came in. Until then
 * nothing is probed, and what is to be received after that waits for it as well.
 */
export function probeLater(transport: types.Transport, time: Promise<unknown>): void {
  const { handler } = transport;
  const receive = handler.receive.bind(handler);
  handler.receive = async (options) => {
    if (options.some(({ trackId }) => trackId === probeTrackId)) await time;
    return receive(options);
  };
}
