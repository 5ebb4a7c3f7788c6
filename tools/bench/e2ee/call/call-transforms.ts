// oxlint-disable-next-line import/default
import workerUrl from '../../../../renderer/media/worker/entry.ts?worker&url';
import { createWorkerTransforms } from '../../../../renderer/media/worker-transforms.ts';
import type { Attachments } from '../../join/floor/floor-media.ts';
import {
  clientOf,
  guestSeat,
  hostSeat,
  joinAsGuest,
  openHost,
  type Link,
} from '../session/bench-session.ts';
// oxlint-disable-next-line import/default
import emptyUrl from './empty-worker.ts?worker&url';

export type Side = 'host' | 'guest';

/** Our media worker as it ships, with real keys; the pages of a call hear each other on `link`. */
export async function sealing(side: Side, link: Link): Promise<Attachments> {
  const worker = new Worker(workerUrl);
  const client = clientOf(worker);
  await (side === 'host' ? openHost(client, link) : joinAsGuest(client, link));
  const transforms = createWorkerTransforms(worker);
  const other = side === 'host' ? guestSeat : hostSeat;
  return {
    sender: (sender, kind) => {
      transforms.attachSender(sender, sourceOf(kind));
    },
    receiver: (receiver, kind) => {
      transforms.attachReceiver(receiver, other, sourceOf(kind));
    },
  };
}

/** A worker that does nothing with any frame. */
export function empty(): Attachments {
  const worker = new Worker(emptyUrl);
  const attach = (end: RTCRtpSender | RTCRtpReceiver): void => {
    end.transform = new RTCRtpScriptTransform(worker);
  };
  return { sender: attach, receiver: attach };
}

function sourceOf(kind: 'audio' | 'video'): 'audio' | 'camera' {
  return kind === 'audio' ? 'audio' : 'camera';
}
