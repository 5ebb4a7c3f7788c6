/** The figures of one campaign, as its test left them. */
export type Campaign = Readonly<{ campaign: string }> & Readonly<Record<string, unknown>>;

/** All campaigns together. */
export interface FaultTotals {
  /** Processes that were killed, at random and at each of their calls. */
  readonly kills: number;
  /** Vaults that were damaged, of which each had to be found and named, or had to lose nothing. */
  readonly damages: number;
  /** Calls after which the power went. */
  readonly steps: number;
  /** Ways in which it went. */
  readonly variants: number;
  /** Writes that somebody had been told of. */
  readonly acknowledged: number;
  /**
   * What of these was not there any more; the controls left out. Most campaigns stop at the first that is lost, and leave no figures
   * at all: the run has failed then.
   */
  readonly lost: number;
  /** What was lost on purpose: a control that lost nothing would mean that the campaign sees nothing. */
  readonly controls: Readonly<Record<string, number>>;
}

/** Adds up what the campaigns left. */
export function totalsOf(campaigns: readonly Campaign[]): FaultTotals {
  const real = campaigns.filter((one) => !isControl(one));
  const sum = (...names: readonly string[]): number =>
    real.flatMap((one) => names.map((name) => numberOf(one[name]))).reduce((a, b) => a + b, 0);
  return {
    kills: sum('kills', 'atCalls'),
    damages: sum('times'),
    steps: sum('steps'),
    variants: sum('variants'),
    acknowledged: sum('acknowledged'),
    lost: sum('lost', 'half'),
    controls: Object.fromEntries(
      campaigns.filter(isControl).map((one) => [one.campaign, foundIn(one)]),
    ),
  };
}

function isControl({ campaign }: Campaign): boolean {
  return campaign.includes('control');
}

/** What a control lost, or, of one that plants a word, how often that was found. */
function foundIn({ lost, hits }: Campaign): number {
  if (typeof hits !== 'object' || hits === null) return numberOf(lost);
  return Object.values(hits).reduce<number>((sum, count) => sum + numberOf(count), 0);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
