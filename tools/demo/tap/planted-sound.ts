import { randomInt } from 'node:crypto';

// A sound that nobody would make by chance: a chord of three known tones, in syllables, because a tone that never stops
// is taken for noise and removed.

export const sampleRateHz = 48_000;
const voicedSeconds = 0.22;
const syllables = 10;
const amplitude = 7000;
// One step is what 20 ms of sound can tell apart.
const stepHz = 50;
// Measured on 20 ms of sound each: a syllable in clear has 0.99 of its energy in the chord, evenly. What Opus makes of
// random bytes has up to 0.52 in it, and up to 0.04 in its weakest tone.
const [wantedShare, wantedShareOfEach, wantedLoudness] = [0.7, 0.08, 0.005];

export interface PlantedSound {
  readonly tonesHz: readonly number[];
  /** From the beginning of one syllable to that of the next. */
  readonly rhythmSeconds: number;
}

/**
 * One tone low, one in the middle, one high. Two people differ in tones and rhythm, or each would be taken for the other's
 * echo and removed: `parity` keeps them apart.
 */
export function randomSound(parity: 0 | 1): PlantedSound {
  // Two steps apart at least: a tone spreads over its neighbours.
  const toneHz = (from: number, to: number): number =>
    stepHz * (4 * randomInt(from, to) + 2 * parity);
  return {
    tonesHz: [toneHz(2, 5), toneHz(5, 8), toneHz(8, 12)],
    rhythmSeconds: parity === 0 ? 0.3 : 0.37,
  };
}

/** What a fake microphone plays: WAV, mono, 16 bits. */
export function encodeSoundFile({ tonesHz, rhythmSeconds }: PlantedSound): Buffer {
  const length = Math.round(sampleRateHz * rhythmSeconds * syllables);
  const samples = Int16Array.from({ length }, (_, index) => {
    const at = index / sampleRateHz;
    const within = (at % rhythmSeconds) / voicedSeconds;
    const envelope = within < 1 ? Math.sqrt(Math.sin(Math.PI * within)) : 0;
    const sum = tonesHz.reduce((all, hz) => all + Math.sin(2 * Math.PI * hz * at), 0);
    return Math.round(amplitude * envelope * sum);
  });
  return Buffer.concat([wavHeader(samples.byteLength), Buffer.from(samples.buffer)]);
}

function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  const [pcm, channels, bytesPerSample] = [1, 1, 2];
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(pcm, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** `samples`: what a decoder made of one frame, mono at 48 kHz. */
export function carriesSound(samples: Float32Array, sound: PlantedSound): boolean {
  const windowed = samples.map(
    (sample, index) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length)),
  );
  const energy = windowed.reduce((sum, sample) => sum + sample * sample, 0);
  if (Math.sqrt(energy / samples.length) < wantedLoudness) return false;
  // The window spreads a tone over its neighbours.
  const shares = sound.tonesHz.map(
    (hz) =>
      [hz - stepHz, hz, hz + stepHz].reduce((sum, at) => sum + energyAt(windowed, at), 0) / energy,
  );
  const all = shares.reduce((sum, share) => sum + share, 0);
  return all >= wantedShare && Math.min(...shares) >= wantedShareOfEach;
}

/** The energy of one frequency, with its mirror image: one bin of a discrete Fourier transform. */
function energyAt(samples: Float32Array, hz: number): number {
  let [real, imaginary] = [0, 0];
  for (const [index, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hz * index) / sampleRateHz;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  }
  return (2 * (real * real + imaginary * imaginary)) / samples.length;
}
