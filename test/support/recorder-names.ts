/** Whatever records a picture or a sound, or captures a screen or a page, in a browser, in Electron and beside a server. */
export const recorderNames = [
  'MediaRecorder',
  'captureStream',
  'MediaStreamTrackProcessor',
  'MediaStreamTrackGenerator',
  'VideoTrackGenerator',
  'ImageCapture',
  'VideoEncoder',
  'AudioEncoder',
  'EyeDropper',
  'getDisplayMedia',
  'getViewportMedia',
  'desktopCapturer',
  'chromeMediaSource',
  'webkitGetUserMedia',
  'capturePage',
  'beginFrameSubscription',
  'PlainTransport',
  'DirectTransport',
  'PipeTransport',
  'createRecorder',
  'ffmpeg',
  'gstreamer',
] as const;

export type RecorderName = (typeof recorderNames)[number];

/** The names in a text, each as often as it is there. */
export function recordersIn(text: string): readonly RecorderName[] {
  return recorderNames.flatMap((name) =>
    Array.from<RecorderName>({ length: text.split(name).length - 1 }).fill(name),
  );
}
