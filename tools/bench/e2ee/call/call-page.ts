import { Device, type types } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import {
  cameraConstraints,
  microphoneConstraints,
} from '../../../../renderer/media/media-settings.ts';
import { consumeAll, join, receive, send, type Joined } from '../../join/floor/floor-media.ts';
import { empty, sealing } from './call-transforms.ts';

// The floor's page with a transform on every track: `?side=host|guest`, and `&sealed` for our own. The host is there first.

const device = new Device({ handlerFactory: Chrome111.createFactory({}) });
const remote = new MediaStream();
const [remotePicture, ownPicture] = document.querySelectorAll('video');
if (!remotePicture || !ownPicture) throw new Error('index.html has lost an element');

function showRemote(track: MediaStreamTrack): void {
  remote.addTrack(track);
  if (remotePicture) remotePicture.srcObject ??= remote;
}

const query = new URLSearchParams(location.search);
const side = query.get('side') === 'host' ? 'host' : 'guest';
const attachments = query.has('sealed')
  ? await sealing(side, new BroadcastChannel('call'))
  : empty();
await device.load({
  routerRtpCapabilities: JSON.parse(
    document.querySelector('script[type="application/json"]')?.textContent ?? '',
  ) as types.RtpCapabilities,
});
const stream = await navigator.mediaDevices.getUserMedia({
  audio: microphoneConstraints,
  video: cameraConstraints,
});
ownPicture.srcObject = stream;
const joined = await join(device);
const transport = await receive(device, joined, showRemote, attachments);
new EventSource(`/consumers?transportId=${transport.id}`).onmessage = ({ data }) => {
  const consumers = JSON.parse(String(data)) as Joined['consumers'];
  void consumeAll(transport, consumers, showRemote, attachments);
};
await send(device, joined, stream, attachments);
document.body.ariaBusy = 'false';
