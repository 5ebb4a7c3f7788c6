// oxlint-disable-next-line import/default
import workerUrl from '../../../../../renderer/media/worker/entry.ts?worker&url';
import type { TrackOptions } from '../../../../../src/contract/media-worker.ts';
import {
  bothHaveKeys,
  clientOf,
  hostSeat,
  joinAsGuest,
  openHost,
} from '../../session/bench-session.ts';
import { DrivenWorker } from './driven-worker.ts';
import type { FrameWay } from './frame-way.ts';

/** Our media worker as it ships: a therapist's that seals, and a guest's that opens, in a session of their own. */
export async function openOurWay(): Promise<FrameWay> {
  const sealer = new DrivenWorker(workerUrl);
  const opener = new DrivenWorker(workerUrl);
  const host = clientOf(sealer.worker);
  const { port1, port2 } = new MessageChannel();
  await openHost(host, port1);
  await Promise.all([bothHaveKeys(host), joinAsGuest(clientOf(opener.worker), port2)]);
  const send = (source: 'audio' | 'camera'): TrackOptions => ({ direction: 'send', source });
  const receive = (source: 'audio' | 'camera'): TrackOptions => ({
    direction: 'receive',
    source,
    seatId: hostSeat,
  });
  return {
    seal: {
      audio: await sealer.attach({ options: send('audio'), isVideo: false }),
      video: await sealer.attach({ options: send('camera'), isVideo: true }),
    },
    open: {
      audio: await opener.attach({ options: receive('audio'), isVideo: false }),
      video: await opener.attach({ options: receive('camera'), isVideo: true }),
    },
  };
}
