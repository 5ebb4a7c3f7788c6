import livekitUrl from 'livekit-client/e2ee-worker?worker&url';
import { DrivenWorker } from './driven-worker.ts';
import type { FrameWay } from './frame-way.ts';

/** `KEY_PROVIDER_DEFAULTS` of livekit-client: what an application gets that asks for nothing else. */
const keyProviderOptions = {
  sharedKey: false,
  ratchetSalt: 'LKFrameEncryptionKey',
  ratchetWindowSize: 8,
  failureTolerance: 10,
  keyringSize: 16,
  keySize: 128,
};
const warnLevel = 3;
const participantIdentity = 'bench';

/**
 * The E2EE worker of livekit-client, set up by the messages that its own page sends (`E2EEManager`). VP8 is named, so that it
 * need not look for H.264 in every frame.
 */
export async function openLivekitWay(): Promise<FrameWay> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(32).fill(7), 'PBKDF2', false, [
    'deriveBits',
    'deriveKey',
  ]);
  const sealer = openWorker(key, true);
  const opener = openWorker(key, false);
  const options = (kind: 'encode' | 'decode', isVideo: boolean): unknown => ({
    kind,
    participantIdentity,
    trackId: isVideo ? 'video' : 'audio',
    hasPacketTrailer: false,
    ...(isVideo ? { codec: 'vp8' } : {}),
  });
  return {
    seal: {
      audio: await sealer.attach({ options: options('encode', false), isVideo: false }),
      video: await sealer.attach({ options: options('encode', true), isVideo: true }),
    },
    open: {
      audio: await opener.attach({ options: options('decode', false), isVideo: false }),
      video: await opener.attach({ options: options('decode', true), isVideo: true }),
    },
  };
}

function openWorker(key: CryptoKey, isPublisher: boolean): DrivenWorker {
  const driven = new DrivenWorker(livekitUrl);
  const { worker } = driven;
  worker.postMessage({ kind: 'init', data: { keyProviderOptions, loglevel: warnLevel } });
  worker.postMessage({
    kind: 'setKey',
    data: { participantIdentity, isPublisher, key, keyIndex: 0, updateCurrentKeyIndex: true },
  });
  worker.postMessage({ kind: 'enable', data: { participantIdentity, enabled: true } });
  return driven;
}
