import type { Patience } from '../outcome.ts';

/** When something is tried again. */
export interface BackOff {
  /** Waits between tries (milliseconds); the last one goes on to hold. */
  readonly waits: readonly number[];
  /** How many tries there are in all, by how long something is worth being tried. */
  readonly tries: Readonly<Record<Patience, number>>;
}

const second = 1000;
const minute = 60 * second;

/** Seven tries take three quarters of an hour, 29 about a day: tries count, not time, since a machine may sleep. */
export const backOff: BackOff = {
  waits: [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, 60 * minute],
  tries: { none: 1, hour: 6, day: 29 },
};

/**
 * How long to wait after a try that failed, the `failures`-th in a row: a fifth more or less than the step, so that
 * many machines do not come at one moment. `undefined` where it was the last.
 */
export function waitAfter(
  failures: number,
  patience: Patience,
  { waits, tries }: BackOff,
  random: () => number,
): number | undefined {
  if (failures >= tries[patience]) return undefined;
  const wait = waits[Math.min(failures, waits.length) - 1] ?? 0;
  return Math.round(wait * (0.8 + 0.4 * random()));
}
