import { contexts, type FrameContext } from '../../../src/crypto/frames/kid.ts';
import { parseFrame } from '../../../src/crypto/frames/frame-format.ts';
import type { FrameCodec } from '../../../src/crypto/frames/clear-bytes.ts';
import type { Bytes } from '../../../src/base/bytes.ts';

// A counter may skip what a sender or a network dropped, but never falls back.
const longestSkip = 1024;

/**
 * Tells whether one track's frames, in their order, have the outer form of sealed ones (docs/e2ee.md, Frames): an SFrame
 * header behind the clear bytes, with a key id of this kind of track that never comes back after another one, and a
 * counter that begins low and only rises. That is no proof of encryption, but what frames in clear do not have, one after
 * the other.
 */
export class SealedForm {
  readonly #codec: FrameCodec;
  readonly #context: FrameContext;
  readonly #retired = new Set<number>();
  #kid: number | null = null;
  #counter = -1;

  constructor(codec: FrameCodec, context: FrameContext) {
    this.#codec = codec;
    this.#context = context;
  }

  /** Asked once for each frame. */
  has(frame: Bytes): boolean {
    const header = parseFrame(this.#codec, frame)?.header;
    if (!header) return false;
    const { kid, ctr } = header;
    if (typeof kid !== 'number' || typeof ctr !== 'number') return false;
    if (kid >> 8 !== contexts[this.#context] || this.#retired.has(kid)) return false;
    const last = kid === this.#kid ? this.#counter : -1;
    if (ctr <= last || ctr > last + longestSkip) return false;
    if (this.#kid !== null && kid !== this.#kid) this.#retired.add(this.#kid);
    this.#kid = kid;
    this.#counter = ctr;
    return true;
  }
}
