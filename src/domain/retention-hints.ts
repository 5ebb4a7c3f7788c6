import type { RetentionRules } from './retention.ts';

/** Where such rules are usual. Hints for who sets their own: they differ by profession, and change. */
export type RetentionPlace =
  'united-kingdom' | 'germany' | 'netherlands' | 'australia' | 'new-zealand' | 'united-states';

/**
 * What is usual where, by what stands beside each. An age of 18 says that nothing more is asked for minors.
 */
export const retentionHints: readonly (RetentionRules & { readonly place: RetentionPlace })[] = [
  // As the health service and the professional bodies advise; see retention.ts.
  { place: 'united-kingdom', years: 7, minorUntilAge: 25 },
  // BGB § 630f (3): ten years after the treatment has ended.
  { place: 'germany', years: 10, minorUntilAge: 18 },
  // BW 7:454 (3): twenty years.
  { place: 'netherlands', years: 20, minorUntilAge: 18 },
  // Health records acts of New South Wales, Victoria and the Capital Territory.
  { place: 'australia', years: 7, minorUntilAge: 25 },
  // Health (Retention of Health Information) Regulations 1996: ten years.
  { place: 'new-zealand', years: 10, minorUntilAge: 18 },
  // APA Record Keeping Guidelines: seven years, and three after a minor is of age. States have their own laws.
  { place: 'united-states', years: 7, minorUntilAge: 21 },
];
