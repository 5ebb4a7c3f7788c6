import type { FrameContext } from '../../../src/crypto/frames/kid.ts';
import type { DecodeFrames } from './frame-decoder.ts';
import type { TappedTrack } from './media-tap.ts';
import type { Plant, Side } from './plant.ts';
import { showsPicture } from './planted-picture.ts';
import { carriesSound } from './planted-sound.ts';
import { countText } from './planted-text.ts';
import { SealedForm } from './sealed-form.ts';

/** Everything that could be read at the server during a session. */
export interface Tapped {
  readonly tracks: readonly TappedTrack[];
  /** Requests and signaling, as they came. */
  readonly messages: readonly Uint8Array[];
  /** What the relay was asked to carry; it stands in `messages` too, in base64url. */
  readonly relayed: readonly Uint8Array[];
}

/** What the tap made of one side's pictures, or of its sounds. */
export interface TrackFindings {
  /** Whole frames that passed the server. */
  readonly frames: number;
  /** Those with the outer form of a sealed frame. */
  readonly sealed: number;
  /** Those that a decoder took, whatever came out: Opus makes noise of any bytes. */
  readonly accepted: number;
  /** Those that show, or let hear, what this side's devices had planted. */
  readonly planted: number;
  /** Those that a decoder took, unless they have the form of a sealed frame and nothing planted came out: noise. */
  readonly decodable: number;
}

/** What the server could have known of one side. */
export interface SideFindings {
  readonly pictures: TrackFindings;
  readonly sounds: TrackFindings;
  /** How often what this side wrote stands in clear: in requests, in signaling, in the relay, in media. */
  readonly texts: number;
}

export interface TapFindings {
  readonly fromTherapist: SideFindings;
  readonly fromGuest: SideFindings;
  /** How often something else that only the two may know stands in clear. */
  readonly secrets: number;
  /** How much was read beside media. */
  readonly messages: number;
  readonly relayed: number;
}

export interface JudgeOptions {
  readonly tapped: Tapped;
  readonly plants: Readonly<Record<Side, Plant>>;
  /** Further words that only the two may know. */
  readonly secrets: readonly string[];
  readonly decode: DecodeFrames;
}

/** Looks at what was tapped as an attacker who knows what to look for. */
export async function judgeTap(options: JudgeOptions): Promise<TapFindings> {
  const { tapped, secrets } = options;
  return {
    fromTherapist: await judgeSide(options, 'therapist'),
    fromGuest: await judgeSide(options, 'guest'),
    secrets: countTexts(tapped, secrets),
    messages: tapped.messages.length,
    relayed: tapped.relayed.length,
  };
}

async function judgeSide(options: JudgeOptions, side: Side): Promise<SideFindings> {
  const { tapped, decode } = options;
  const plant = options.plants[side];
  // Nobody but the therapist has a transport before the therapist lets somebody in.
  const mine = tapped.tracks.filter(({ sender }) => (sender === 0) === (side === 'therapist'));
  return {
    pictures: await judgeTracks(
      mine.filter(({ kind }) => kind === 'video'),
      'camera',
      decode,
      (luma) => showsPicture(luma, plant.picture),
    ),
    sounds: await judgeTracks(
      mine.filter(({ kind }) => kind === 'audio'),
      'audio',
      decode,
      (samples) => carriesSound(samples, plant.sound),
    ),
    texts: countTexts(tapped, [plant.text]),
  };
}

function countTexts({ tracks, messages, relayed }: Tapped, texts: readonly string[]): number {
  const media = tracks.flatMap(({ payloads }) => payloads);
  return [...messages, ...relayed, ...media].reduce(
    (sum, bytes) => sum + texts.reduce((found, text) => found + countText(bytes, text), 0),
    0,
  );
}

async function judgeTracks(
  tracks: readonly TappedTrack[],
  context: FrameContext,
  decode: DecodeFrames,
  isPlanted: (decoded: Float32Array) => boolean,
): Promise<TrackFindings> {
  const sum = { frames: 0, sealed: 0, accepted: 0, planted: 0, decodable: 0 };
  for (const { kind, frames } of tracks) {
    const form = new SealedForm(kind === 'audio' ? 'opus' : 'vp8', context);
    const decoded = await decode(kind, frames);
    for (const [index, frame] of frames.entries()) {
      const isSealed = form.has(frame);
      const output = decoded[index] ?? null;
      const shows = output !== null && isPlanted(output);
      sum.frames += 1;
      sum.sealed += Number(isSealed);
      sum.accepted += Number(output !== null);
      sum.planted += Number(shows);
      sum.decodable += Number(output !== null && (shows || !isSealed));
    }
  }
  return sum;
}
