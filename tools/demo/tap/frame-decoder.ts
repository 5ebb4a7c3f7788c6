import type { Browser } from 'playwright-core';
import { board } from './planted-picture.ts';
import { sampleRateHz } from './planted-sound.ts';

/**
 * Decodes frames in their order. Answers with what came out of each: of a picture the brightness of every field of the board,
 * of sound its samples; null where the decoder refused the frame, or had no key frame to begin with.
 */
export type DecodeFrames = (
  kind: 'audio' | 'video',
  frames: readonly Uint8Array[],
) => Promise<readonly (Float32Array | null)[]>;

const patienceMs = 2000;

/** A browser's own decoders: what the server could see and hear if it fed them with what it routes. */
export async function openFrameDecoder(browser: Browser): Promise<DecodeFrames> {
  const page = await browser.newPage();
  // WebCodecs wants a secure context. `.invalid` never resolves (RFC 2606): the page comes from here.
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Tap</title>' }),
  );
  await page.goto('https://tap.quietroom.invalid/');
  return async (kind, frames) => {
    const encoded = frames.map((frame) => Buffer.from(frame).toString('base64'));
    const answers =
      kind === 'video'
        ? await page.evaluate(decodePictures, { encoded, patienceMs, ...board })
        : await page.evaluate(decodeSounds, { encoded, patienceMs, sampleRateHz });
    return answers.map((answer) => (answer === null ? null : floatsOf(answer)));
  };
}

function floatsOf(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
}

// Both run in the page, and must not use anything from outside themselves. One frame at a time: the decoder is told of the
// next one when it has answered for the last.

async function decodePictures(order: {
  encoded: readonly string[];
  columns: number;
  rows: number;
  patienceMs: number;
}): Promise<(string | null)[]> {
  // Each field is averaged over its middle, away from what the codec smears at its edges.
  const [fieldPixels, edgePixels] = [16, 5];
  const [width, height] = [order.columns * fieldPixels, order.rows * fieldPixels];
  const drawing = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!drawing) throw new Error('no canvas');
  const answers: (string | null)[] = [];
  let settle: (frame: VideoFrame | null) => void = () => undefined;
  let decoder: VideoDecoder | null = null;
  for (const [index, text] of order.encoded.entries()) {
    const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const type = ((data[0] ?? 1) & 1) === 0 ? 'key' : 'delta';
    // A decoder that refused a frame is closed; the next one can begin with a key frame only.
    if ((!decoder || decoder.state === 'closed') && type === 'key') {
      decoder = new VideoDecoder({
        output: (frame) => {
          settle(frame);
        },
        error: () => {
          settle(null);
        },
      });
      decoder.configure({ codec: 'vp8' });
    }
    const frame = await decodeOne(decoder, new EncodedVideoChunk({ type, timestamp: index, data }));
    answers.push(frame && textOf(measure(frame)));
    frame?.close();
  }
  return answers;

  function decodeOne(by: VideoDecoder | null, chunk: EncodedVideoChunk) {
    if (!by || by.state === 'closed') return null;
    return new Promise<VideoFrame | null>((resolve) => {
      settle = resolve;
      // A picture that is not to be shown would come with no answer at all.
      setTimeout(resolve, order.patienceMs, null);
      by.decode(chunk);
    });
  }

  /** Numbers one by one would take many times as long on their way out of the page. */
  function textOf(floats: Float32Array): string {
    const bytes = new Uint8Array(floats.buffer);
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }

  function measure(frame: VideoFrame): Float32Array {
    drawing?.drawImage(frame, 0, 0, width, height);
    const pixels = drawing?.getImageData(0, 0, width, height).data ?? [];
    return Float32Array.from({ length: order.columns * order.rows }, (_, field) => {
      const left = (field % order.columns) * fieldPixels;
      const top = Math.floor(field / order.columns) * fieldPixels;
      let [sum, count] = [0, 0];
      for (let y = top + edgePixels; y < top + fieldPixels - edgePixels; y += 1) {
        for (let x = left + edgePixels; x < left + fieldPixels - edgePixels; x += 1) {
          // Green stands for brightness well enough.
          sum += pixels[4 * (y * width + x) + 1] ?? 0;
          count += 1;
        }
      }
      return sum / count;
    });
  }
}

async function decodeSounds(order: {
  encoded: readonly string[];
  sampleRateHz: number;
  patienceMs: number;
}): Promise<(string | null)[]> {
  const answers: (string | null)[] = [];
  let settle: (sound: AudioData | null) => void = () => undefined;
  let decoder: AudioDecoder | null = null;
  for (const [index, text] of order.encoded.entries()) {
    const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    if (!decoder || decoder.state === 'closed') {
      decoder = new AudioDecoder({
        output: (sound) => {
          settle(sound);
        },
        error: () => {
          settle(null);
        },
      });
      decoder.configure({ codec: 'opus', sampleRate: order.sampleRateHz, numberOfChannels: 1 });
    }
    const chunk = new EncodedAudioChunk({ type: 'key', timestamp: index, data });
    const sound = await decodeOne(decoder, chunk);
    answers.push(sound && textOf(samplesOf(sound)));
    sound?.close();
  }
  return answers;

  function decodeOne(by: AudioDecoder, chunk: EncodedAudioChunk) {
    return new Promise<AudioData | null>((resolve) => {
      settle = resolve;
      setTimeout(resolve, order.patienceMs, null);
      by.decode(chunk);
    });
  }

  /** Numbers one by one would take many times as long on their way out of the page. */
  function textOf(floats: Float32Array): string {
    const bytes = new Uint8Array(floats.buffer);
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }

  function samplesOf(sound: AudioData): Float32Array {
    const samples = new Float32Array(sound.numberOfFrames);
    sound.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    return samples;
  }
}
