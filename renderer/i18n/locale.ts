/** The languages that the screens speak. */
export type Locale = 'en-GB' | 'en-US';

/** Regions that spell as the United States do; every other English spells as in Britain. */
const americanRegions = ['US', 'PH', 'PR', 'LR'];

/** The first spoken language among those that the person prefers; British English when there is none. */
export function chooseLocale(preferred: readonly string[]): Locale {
  const english = preferred.find((tag) => /^en(?:-|$)/iu.test(tag));
  if (english === undefined) return 'en-GB';
  const region = /^en-(?:[a-z]{4}-)?([a-z]{2})/iu.exec(english)?.[1]?.toUpperCase();
  return region !== undefined && americanRegions.includes(region) ? 'en-US' : 'en-GB';
}
