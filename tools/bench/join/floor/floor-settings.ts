// What the floor sends, in one place for its server and its page.

/** Codecs of the floor's router. */
export const mediaCodecs = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
] as const;

/** What the floor asks of camera and microphone. */
export const capture = {
  audio: true,
  video: { width: 640, height: 480, frameRate: 30 },
} as const;

/** The one layer of video that the floor sends. */
export const videoEncoding = { maxBitrate: 1_200_000 } as const;
