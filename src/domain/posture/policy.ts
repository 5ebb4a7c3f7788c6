import type { PostureCheck, PostureFinding } from '../../contract/posture-calls.ts';

/** What a finding leads to. Advice is the rule: whoever wants more has to say so, check by check. */
export type PostureDemand = 'advise' | 'require';

/** What is demanded of each check. */
export type PosturePolicy = Readonly<Record<PostureCheck, PostureDemand>>;

/** The policy that requires these checks and advises about the others. */
export function policyRequiring(
  checks: readonly PostureCheck[],
  all: readonly PostureCheck[],
): PosturePolicy {
  const demands = all.map((check) => [check, checks.includes(check) ? 'require' : 'advise']);
  return Object.fromEntries(demands) as PosturePolicy;
}

/**
 * The checks that keep a session from starting. Only what was found to be in order counts: whatever could not be told is
 * no evidence, and somebody who can stop a check from answering gains nothing by it.
 */
export function unmetChecks(
  policy: PosturePolicy,
  findings: readonly PostureFinding[],
): readonly PostureCheck[] {
  const met = new Set(findings.filter(({ state }) => state === 'ok').map(({ check }) => check));
  return (Object.keys(policy) as PostureCheck[]).filter(
    (check) => policy[check] === 'require' && !met.has(check),
  );
}
