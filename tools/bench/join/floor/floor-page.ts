import { Device, type types } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import {
  cameraConstraints,
  microphoneConstraints,
} from '../../../../renderer/media/media-settings.ts';
import { consumeAll, join, receive, send, type Joined } from './floor-media.ts';

// The least that mediasoup-client can do: the router's capabilities are in the page, the device is loaded before
// anybody clicks, and a click asks for devices and transports at once. It has no lobby, no contract and no interface. What
// it asks of devices and encoders is what the product asks, so that both do the same work.
// The three ways of opening it: `/` waits for a click, `/?preview` shows one's own picture, `/?resident` sends at once.

const device = new Device({ handlerFactory: Chrome111.createFactory({}) });
const remote = new MediaStream();
const [remotePicture, ownPicture] = document.querySelectorAll('video');
const button = document.querySelector('button');
if (!remotePicture || !ownPicture || !button) throw new Error('floor.html has lost an element');

function showRemote(track: MediaStreamTrack): void {
  remote.addTrack(track);
  // Not earlier: an element that waits for a stream's first track holds back the page's load event.
  if (remotePicture) remotePicture.srcObject ??= remote;
}

async function openDevices(own: HTMLVideoElement): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: microphoneConstraints,
    video: cameraConstraints,
  });
  own.srcObject = stream;
  return stream;
}

async function joinRoom(own: HTMLVideoElement): Promise<types.Transport> {
  const stream = openDevices(own);
  const joined = join(device);
  const sent = Promise.all([joined, stream]).then(([offer, media]) => send(device, offer, media));
  const transport = await joined.then((offer) => receive(device, offer, showRemote));
  await sent;
  return transport;
}

/** The therapist's part: whoever joins later is received as the server tells. */
async function reside(own: HTMLVideoElement): Promise<void> {
  const transport = await joinRoom(own);
  new EventSource(`/consumers?transportId=${transport.id}`).onmessage = ({ data }) => {
    const consumers = JSON.parse(String(data)) as Joined['consumers'];
    void consumeAll(transport, consumers, showRemote);
  };
}

await device.load({
  routerRtpCapabilities: JSON.parse(
    document.querySelector('script[type="application/json"]')?.textContent ?? '',
  ) as types.RtpCapabilities,
});
if (location.search === '?resident') await reside(ownPicture);
if (location.search === '?preview') await openDevices(ownPicture);
button.onclick = () => {
  void joinRoom(ownPicture);
};
button.disabled = false;
