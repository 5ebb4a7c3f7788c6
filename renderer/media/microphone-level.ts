import type { CancelTimer, Clock } from '../../src/base/ports.ts';

/** Measures how loud a track is, 0 to 1, until the returned function is called. */
export type MeasureLevel = (
  track: MediaStreamTrack,
  onLevel: (level: number) => void,
) => () => void;

/** 15 times a second: smooth enough for an eye, and next to nothing for the processor. */
const intervalMs = 66;
const quietestDb = -60;
const loudestDb = -10;

/** The loudness of some samples between silence (0) and a raised voice (1), even steps for even changes in decibel. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(1, samples.length));
  return Math.min(1, Math.max(0, (db - quietestDb) / (loudestDb - quietestDb)));
}

/** A meter on the browser's AnalyserNode, which works only while somebody looks. */
export function createLevelMeter(clock: Clock): MeasureLevel {
  return (track, onLevel) => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    // A clone would not follow the mute of the original; the source reads what is sent.
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(
      analyser,
    );
    const samples = new Float32Array(analyser.fftSize);
    let cancel: CancelTimer = () => undefined;
    const measure = (): void => {
      analyser.getFloatTimeDomainData(samples);
      onLevel(levelOf(samples));
      cancel = clock.after(intervalMs, measure);
    };
    measure();
    return () => {
      cancel();
      onLevel(0);
      void context.close();
    };
  };
}
