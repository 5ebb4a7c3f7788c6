import type { types } from 'mediasoup-client';

/**
 * What is asked of the camera. 640 × 480 is what a face needs beside a note; it costs a third of the CPU of 720p on both
 * sides, and the server's port. Ideal, not exact: a camera that cannot do it still works.
 */
export const cameraConstraints = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30, max: 30 },
} as const satisfies MediaTrackConstraints;

/** What is asked of the microphone: one voice, without the room. */
export const microphoneConstraints = {
  channelCount: { ideal: 1 },
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
} as const satisfies MediaTrackConstraints;

/** One layer for the camera: with one receiver a second layer would only cost. Bits per second. */
export const cameraEncoding = {
  maxBitrate: 1_200_000,
} as const satisfies types.RtpEncodingParameters;

/**
 * Speech, with repair of lost packets. No silence suppression: it would tell who speaks from the packets alone
 * (e2ee.md, Frames). The constant bit rate is asked for in `load-device.ts`, where the parameter has its place.
 */
export const voiceOptions = {
  opusStereo: false,
  opusDtx: false,
  opusFec: true,
  opusMaxAverageBitrate: 40_000,
} as const satisfies types.ProducerCodecOptions;
