import type { Device, types } from 'mediasoup-client';
import { cameraEncoding, voiceOptions } from '../../../../renderer/media/media-settings.ts';

/** Everything that a page needs to send and receive, from one request. */
export interface Joined {
  readonly send: types.TransportOptions;
  readonly receive: types.TransportOptions;
  readonly consumers: readonly types.ConsumerOptions[];
}

/** What is put between tracks and the network when they are made. The floor itself puts nothing there. */
export interface Attachments {
  sender(sender: RTCRtpSender, kind: types.MediaKind): void;
  receiver(receiver: RTCRtpReceiver, kind: types.MediaKind): void;
}

const nothing: Attachments = { sender: () => undefined, receiver: () => undefined };

/** The floor's server and page come from one commit and trust each other: nothing is parsed. */
async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Asks for both transports and a consumer of everything that is being sent. */
export async function join(device: Device): Promise<Joined> {
  return post<Joined>('/join', device.recvRtpCapabilities);
}

/** The receiving end. Each stream is shown as soon as its track is there; the server does not wait for us. */
export async function receive(
  device: Device,
  joined: Joined,
  show: (track: MediaStreamTrack) => void,
  attachments = nothing,
): Promise<types.Transport> {
  const transport = device.createRecvTransport(joined.receive);
  connectOnDemand(transport);
  await consumeAll(transport, joined.consumers, show, attachments);
  return transport;
}

/** Receives some more, as the other side starts to send it. */
export async function consumeAll(
  transport: types.Transport,
  consumers: readonly types.ConsumerOptions[],
  show: (track: MediaStreamTrack) => void,
  attachments = nothing,
): Promise<void> {
  await Promise.all(
    consumers.map(async (options) => {
      const { track } = await transport.consume({
        ...options,
        onRtpReceiver: (receiver) => {
          attachments.receiver(receiver, options.kind);
        },
      });
      show(track);
    }),
  );
}

/** The sending end, with a producer for each track. */
export async function send(
  device: Device,
  joined: Joined,
  stream: MediaStream,
  attachments = nothing,
): Promise<void> {
  const transport = device.createSendTransport(joined.send);
  connectOnDemand(transport);
  transport.on('produce', ({ kind, rtpParameters }, resolve, reject) => {
    post<{ id: string }>('/produce', { transportId: transport.id, kind, rtpParameters }).then(
      resolve,
      reject,
    );
  });
  await Promise.all(
    stream.getTracks().map((track) => {
      const isVideo = track.kind === 'video';
      return transport.produce({
        track,
        ...(isVideo ? { encodings: [{ ...cameraEncoding }] } : { codecOptions: voiceOptions }),
        onRtpSender: (sender) => {
          attachments.sender(sender, isVideo ? 'video' : 'audio');
        },
      });
    }),
  );
}

function connectOnDemand(transport: types.Transport): void {
  transport.on('connect', ({ dtlsParameters }, resolve, reject) => {
    post('/connect', { transportId: transport.id, dtlsParameters }).then(() => resolve(), reject);
  });
}
