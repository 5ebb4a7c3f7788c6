import type { Bytes } from '../../base/bytes.ts';
import type { SecretBytes } from '../../base/secret-bytes.ts';
import { importSFrameKey, type SFrameKey } from '../sframe/sframe-key.ts';
import { frameSuite } from '../sframe/suite.ts';
import { allContexts, kidOf, type FrameContext } from './kid.ts';
import { ReplayWindow } from './replay-window.ts';

/** Somebody in an epoch, by leaf. `participant` is the identity key in base64url: it outlives leaf and epoch. */
interface EpochMember {
  readonly leaf: number;
  readonly participant: string;
}

/** What an epoch of a group gives to the ring. */
export interface MediaEpoch {
  /** base64url. */
  readonly groupId: string;
  readonly epoch: bigint;
  /** MLS-Exporter("SFrame 1.0 Base Key", "", 32). The ring wipes it once the keys are derived. */
  readonly baseKey: SecretBytes;
  readonly ownLeaf: number;
  readonly members: readonly EpochMember[];
}

/** Our key for one track, with the one counter of this (group, epoch, KID). */
interface SendSlot {
  readonly kid: number;
  readonly key: SFrameKey;
  nextCtr: number;
}

/** Somebody else's key for one track, with the counters that it has shown. */
export interface ReceiveSlot {
  readonly key: SFrameKey;
  readonly participant: string;
  readonly leaf: number;
  readonly context: FrameContext;
  readonly window: ReplayWindow;
}

/** Every key of one epoch. Receive slots are by KID; our own KIDs are kept apart to recognise a reflected frame. */
export interface EpochKeys {
  readonly epoch: bigint;
  readonly send: ReadonlyMap<FrameContext, SendSlot>;
  readonly receive: ReadonlyMap<number, ReceiveSlot>;
  readonly ownKids: ReadonlySet<number>;
}

/**
 * Derives every key of an epoch at once: no frame ever waits for a derivation, a made-up KID costs a map lookup, and
 * the base key need not be kept.
 */
export async function deriveEpochKeys(media: MediaEpoch): Promise<EpochKeys> {
  const send = new Map<FrameContext, SendSlot>();
  const receive = new Map<number, ReceiveSlot>();
  const baseKey: Bytes = media.baseKey.expose((key) => key.slice());
  media.baseKey.wipe();
  try {
    const slots = media.members.flatMap((member) =>
      allContexts.map(async (context) => {
        const kid = kidOf(context, member.leaf, media.epoch);
        const isOwn = member.leaf === media.ownLeaf;
        const key = await importSFrameKey(frameSuite, baseKey, kid, isOwn ? 'seal' : 'open');
        if (isOwn) send.set(context, { kid, key, nextCtr: 0 });
        else receive.set(kid, { ...member, key, context, window: new ReplayWindow() });
      }),
    );
    await Promise.all(slots);
  } finally {
    baseKey.fill(0);
  }
  const ownKids = new Set([...send.values()].map(({ kid }) => kid));
  return { epoch: media.epoch, send, receive, ownKids };
}
