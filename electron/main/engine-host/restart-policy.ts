/** How often a process that dies is started again. Times are milliseconds. */
export interface RestartPolicy {
  /** More deaths than this within `within` and it is given up. */
  readonly limit: number;
  readonly within: number;
  /** How long to wait before the first restart; each further death within the time doubles it. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

export const engineRestarts: RestartPolicy = {
  limit: 5,
  within: 5 * 60_000,
  firstDelay: 250,
  longestDelay: 15_000,
};

export type Verdict = { readonly kind: 'restart'; readonly delay: number } | { readonly kind: 'giveUp' };

/** The deaths (moments in milliseconds) that still count at `now`. */
export function recentDeaths(deaths: readonly number[], now: number, policy: RestartPolicy): readonly number[] {
  return deaths.filter((death) => now - death < policy.within);
}

/** What follows the last of `deaths`, which happened at `now`. */
export function decideRestart(deaths: readonly number[], now: number, policy: RestartPolicy): Verdict {
  const count = recentDeaths(deaths, now, policy).length;
  if (count > policy.limit) return { kind: 'giveUp' };
  return { kind: 'restart', delay: Math.min(policy.firstDelay * 2 ** (count - 1), policy.longestDelay) };
}
