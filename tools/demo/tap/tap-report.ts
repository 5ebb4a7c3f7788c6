import type { SideFindings, TapFindings } from './judge-tap.ts';

/** What the tap found, in the numbers that decide. */
export interface TapCounts {
  readonly tapFrames: number;
  readonly tapFramesDecodable: number;
  /** Planted pictures, sounds and texts that could be read. */
  readonly plaintextMarkers: number;
}

export interface TapReport extends TapCounts {
  readonly fromTherapist: TapCounts;
  readonly fromGuest: TapCounts;
  readonly tapDetails: TapFindings;
}

/** Sums up both directions. */
export function reportTap(findings: TapFindings): TapReport {
  const fromTherapist = countsOf(findings.fromTherapist);
  const fromGuest = countsOf(findings.fromGuest);
  return {
    tapFrames: fromTherapist.tapFrames + fromGuest.tapFrames,
    tapFramesDecodable: fromTherapist.tapFramesDecodable + fromGuest.tapFramesDecodable,
    plaintextMarkers:
      fromTherapist.plaintextMarkers + fromGuest.plaintextMarkers + findings.secrets,
    fromTherapist,
    fromGuest,
    tapDetails: findings,
  };
}

function countsOf({ pictures, sounds, texts }: SideFindings): TapCounts {
  return {
    tapFrames: pictures.frames + sounds.frames,
    tapFramesDecodable: pictures.decodable + sounds.decodable,
    plaintextMarkers: pictures.planted + sounds.planted + texts,
  };
}

// Seconds of a call, whoever speaks: fewer would say that the tap, or the session, did not work.
const enoughFrames = 100;

/** What must hold of a session that is sealed. A tap that heard little or nothing would prove nothing. */
export function findTapFailures(tap: TapReport): readonly string[] {
  const { fromTherapist, fromGuest, tapDetails } = tap;
  const conditions: readonly (readonly [boolean, string])[] = [
    [fromTherapist.tapFrames >= enoughFrames, "the tap heard few of the therapist's frames"],
    [fromGuest.tapFrames >= enoughFrames, "the tap heard few of the guest's frames"],
    [tapDetails.relayed > 0, 'the tap heard nothing of the relay'],
    [tap.tapFramesDecodable === 0, 'the server could decode frames'],
    [tap.plaintextMarkers === 0, 'the server could see, hear or read what was planted'],
  ];
  return conditions.filter(([holds]) => !holds).map(([, words]) => words);
}

/** What must hold of a session in clear, or the tap is blind and proves nothing. */
export function findControlFailures(control: TapReport): readonly string[] {
  const { fromTherapist, fromGuest } = control.tapDetails;
  return [
    ...sideFailures('therapist', control.fromTherapist, fromTherapist),
    ...sideFailures('guest', control.fromGuest, fromGuest),
  ];
}

function sideFailures(
  side: string,
  { tapFramesDecodable }: TapCounts,
  { pictures, sounds, texts }: SideFindings,
): readonly string[] {
  const conditions: readonly (readonly [boolean, string])[] = [
    [tapFramesDecodable >= enoughFrames, `could not decode the ${side}'s frames in clear`],
    [pictures.planted > 0, `did not see the ${side}'s planted picture in clear`],
    [sounds.planted > 0, `did not hear the ${side}'s planted sound in clear`],
    [texts > 0, `did not read the ${side}'s planted text in clear`],
  ];
  return conditions.filter(([holds]) => !holds).map(([, words]) => `the tap ${words}`);
}
