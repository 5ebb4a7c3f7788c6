import type { ClientState } from 'ts-mls/clientState.js';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { FrameCodec } from '../../../src/crypto/frames/clear-bytes.ts';
import { openFrame, parseFrame, sealFrame } from '../../../src/crypto/frames/frame-format.ts';
import { allContexts, kidOf, type FrameContext } from '../../../src/crypto/frames/kid.ts';
import { plainBytes } from '../../../src/crypto/mls/plain-bytes.ts';
import type { Suite } from '../../../src/crypto/mls/suite.ts';
import { importSFrameKey } from '../../../src/crypto/sframe/sframe-key.ts';
import { frameSuite } from '../../../src/crypto/sframe/suite.ts';

/** A frame to make up: whose it claims to be, and which one. */
interface MadeUpFrame {
  readonly leaf: number;
  readonly ctr: number;
  readonly context?: FrameContext;
  readonly frame: Bytes;
}

/** Every media key that a member without manners ever had, kept for good: what it may try on frames that it recorded. */
export class KeptKeys {
  readonly #suite: Suite;
  readonly #baseKeys = new Map<bigint, Bytes>();

  constructor(suite: Suite) {
    this.#suite = suite;
  }

  get epochs(): number {
    return this.#baseKeys.size;
  }

  /** Keeps the media key of an epoch, between a join's two Commits too. */
  async keep({ groupContext, keySchedule }: ClientState): Promise<void> {
    const { exporterSecret } = keySchedule;
    const label = 'SFrame 1.0 Base Key';
    const key = await mlsExporter(exporterSecret, label, new Uint8Array(), 32, this.#suite);
    this.#baseKeys.set(groupContext.epoch, plainBytes(key));
  }

  /** What a recorded frame holds, if any key opens it in any way; null if none does. */
  async open(codec: FrameCodec, recorded: Bytes): Promise<Bytes | null> {
    const parsed = parseFrame(codec, recorded);
    if (!parsed) return null;
    for (const baseKey of this.#baseKeys.values()) {
      const key = await importSFrameKey(frameSuite, baseKey, parsed.header.kid, 'open');
      for (const context of allContexts) {
        const opened = await openFrame(key, { codec, context }, parsed);
        if (opened) return opened;
      }
    }
    return null;
  }

  /** A frame under the newest keys, as whoever's it is to be: every member knows every sender's key. */
  async seal({ leaf, ctr, context = 'camera', frame }: MadeUpFrame): Promise<Bytes> {
    const [epoch, baseKey] = [...this.#baseKeys].at(-1) ?? [0n, new Uint8Array()];
    const key = await importSFrameKey(frameSuite, baseKey, kidOf(context, leaf, epoch), 'seal');
    const sealed = await sealFrame(key, ctr, { codec: 'vp8', context }, frame);
    if (!sealed) throw new Error('too short');
    return sealed;
  }
}
