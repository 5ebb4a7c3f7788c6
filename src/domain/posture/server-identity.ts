import { postureAdvice, postureOk, postureUnknown, type PostureReading } from './reading.ts';

/** What a server showed: the hashes of the keys in its chain, as text. */
export type ShownIdentity =
  | { readonly state: 'shown'; readonly pins: readonly string[]; readonly isVouched: boolean }
  | { readonly state: 'foreign' | 'absent' | 'local' };

export interface ServerJudgement {
  readonly reading: PostureReading;
  /** What shall be remembered from now on; null: all stays as it is. */
  readonly remember: readonly string[] | null;
}

/**
 * Whether this is the server of before. Its certificate is renewed every few weeks, with another key and often by
 * another of its authority's intermediate keys, so one key that is still the same is enough; whoever reads along has an
 * authority of their own, and none in common. The first time it has to be vouched for by an authority that this app
 * brings along: those of the system do not count, because that is where a reader puts theirs.
 */
export function judgeServer(shown: ShownIdentity, remembered: readonly string[]): ServerJudgement {
  if (shown.state !== 'shown') {
    return { reading: readingOf(shown.state), remember: null };
  }
  const { pins, isVouched } = shown;
  if (remembered.length === 0) {
    return isVouched
      ? { reading: postureOk, remember: pins }
      : { reading: postureAdvice('not-vouched'), remember: null };
  }
  if (!pins.some((pin) => remembered.includes(pin))) {
    return { reading: postureAdvice('other-key'), remember: null };
  }
  // It follows renewals step by step, and only those that somebody vouches for.
  const isNew = pins.some((pin) => !remembered.includes(pin));
  return { reading: postureOk, remember: isNew && isVouched ? pins : null };
}

function readingOf(state: 'foreign' | 'absent' | 'local'): PostureReading {
  switch (state) {
    case 'foreign':
      return postureAdvice('portal');
    case 'absent':
      return postureUnknown;
    case 'local':
      return postureOk;
  }
}
