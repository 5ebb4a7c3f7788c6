import type { Clock } from '../../src/base/ports.ts';

/** It takes 50 ms; whatever is in the way of it takes no longer than this. */
const longestMs = 2_000;

/**
 * Connects the page with itself, once, and ends that again. A page's first connection starts threads and sockets and makes
 * first use of much code: 30 ms that somebody would wait for after being let in. It has no track, so there is nothing to
 * send, and no server: what passes is a handshake from this computer to itself.
 */
export async function warmConnection(
  makeConnection: () => RTCPeerConnection,
  clock: Clock,
): Promise<void> {
  const [one, other] = [makeConnection(), makeConnection()];
  const connected = Promise.withResolvers<void>();
  const cancel = clock.after(longestMs, connected.resolve);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.onicecandidate = ({ candidate }) => {
      if (candidate) to.addIceCandidate(candidate).catch(connected.resolve);
    };
  }
  other.onconnectionstatechange = () => {
    if (other.connectionState === 'connected') connected.resolve();
  };
  try {
    for (const kind of ['audio', 'video']) one.addTransceiver(kind, { direction: 'sendonly' });
    const offer = await one.createOffer();
    await one.setLocalDescription(offer);
    await other.setRemoteDescription(offer);
    const answer = await other.createAnswer();
    await other.setLocalDescription(answer);
    await one.setRemoteDescription(answer);
    await connected.promise;
  } finally {
    cancel();
    one.close();
    other.close();
  }
}
