import { describe, expect, it } from 'vitest';
import {
  board,
  encodeVideoFile,
  randomPicture,
  showsPicture,
} from '../../../../tools/demo/tap/planted-picture.ts';
import {
  carriesSound,
  encodeSoundFile,
  randomSound,
  sampleRateHz,
} from '../../../../tools/demo/tap/planted-sound.ts';
import { countText } from '../../../../tools/demo/tap/planted-text.ts';

const noise = (size: number) => Float32Array.from({ length: size }, () => Math.random() - 0.5);

describe('the planted picture', () => {
  const fields = board.columns * board.rows;

  it('is known again when it is darker, flatter and blurred', () => {
    const picture = randomPicture();
    const seen = picture.map((isBright) => (isBright ? 90 : 60) + 10 * (Math.random() - 0.5));
    expect(showsPicture(seen, picture)).toBe(true);
  });

  it('is not seen in noise, in one colour, in its negative or in another board', () => {
    const picture = randomPicture();
    const negative = picture.map((isBright) => (isBright ? 0 : 255));
    const other = randomPicture().map((isBright) => (isBright ? 255 : 0));
    for (const seen of [noise(fields), new Float32Array(fields), negative, other, []]) {
      expect(showsPicture(seen, picture)).toBe(false);
    }
  });

  it('makes a file of whole pictures', () => {
    const file = encodeVideoFile(randomPicture());
    const headEnd = file.indexOf('\n') + 1;
    expect(file.subarray(0, headEnd).toString()).toBe('YUV4MPEG2 W640 H480 F30:1 Ip C420\n');
    expect((file.length - headEnd) % ('FRAME\n'.length + 640 * 480 * 1.5)).toBe(0);
  });
});

describe('the planted sound', () => {
  const frameSamples = sampleRateHz / 50;

  /** 20 ms out of the middle of a syllable, as the microphone plays it. */
  function syllable(file: Buffer): Float32Array {
    const from = 44 + 2 * Math.round(0.08 * sampleRateHz);
    return Float32Array.from(
      { length: frameSamples },
      (_, index) => file.readInt16LE(from + 2 * index) / 32_768,
    );
  }

  it('is known again, also when it is quiet and not alone', () => {
    const sound = randomSound(0);
    const heard = syllable(encodeSoundFile(sound));
    const hiss = noise(frameSamples);
    expect(carriesSound(heard, sound)).toBe(true);
    const quiet = heard.map((sample, index) => 0.1 * sample + 0.01 * (hiss[index] ?? 0));
    expect(carriesSound(quiet, sound)).toBe(true);
  });

  it('is not heard in silence, in noise, in one of its tones or in the other side’s sound', () => {
    const sound = randomSound(0);
    const one = Float32Array.from({ length: frameSamples }, (_, index) =>
      Math.sin((2 * Math.PI * (sound.tonesHz[0] ?? 0) * index) / sampleRateHz),
    );
    const other = syllable(encodeSoundFile(randomSound(1)));
    for (const heard of [new Float32Array(frameSamples), noise(frameSamples), one, other]) {
      expect(carriesSound(heard, sound)).toBe(false);
    }
  });

  it('makes a file whose header tells its size', () => {
    const file = encodeSoundFile(randomSound(1));
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(40)).toBe(file.length - 44);
  });
});

describe('countText', () => {
  const text = 'planted-5f09';
  const around = (inner: Buffer) => Buffer.concat([Buffer.from('§~'), inner, Buffer.from('~§')]);

  it.each(['utf8', 'utf16le'] as const)(
    'finds a text in %s, as it is and in base64',
    (encoding) => {
      for (let shift = 0; shift < 4; shift += 1) {
        const bytes = around(
          Buffer.concat([Buffer.alloc(shift, 0xfe), Buffer.from(text, encoding)]),
        );
        for (const form of ['base64', 'base64url'] as const) {
          expect(countText(bytes, text)).toBe(1);
          expect(countText(around(Buffer.from(bytes.toString(form))), text)).toBe(1);
        }
      }
    },
  );

  it('finds it every time, and not when one letter is another', () => {
    expect(countText(Buffer.from(`${text} ${text}`), text)).toBe(2);
    expect(countText(Buffer.from(text.toUpperCase()), text)).toBe(0);
    expect(countText(Buffer.from('planted-5f08'), text)).toBe(0);
  });
});
