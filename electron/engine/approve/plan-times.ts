import type { Change } from '../../shared/model/change.ts';

/** From when to when a plan was, ISO 8601; `endedAt` is `null` while it is open. */
export interface PlanTime {
  readonly id: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** A plan with what its owner called it. */
export interface NamedPlan extends PlanTime {
  readonly name: string;
}

/** How long a plan that nobody ends is open (milliseconds): what happens the next day was hardly meant. */
export const planAtMost = 12 * 3600 * 1000;

/**
 * The plan in whose time a change happened: all of the time in which it can have happened lies within. What may have
 * happened before the plan began, or after its end, was perhaps not meant, whenever it was noticed.
 */
export function planOf<P extends PlanTime>(
  plans: readonly P[],
  { since, noticedAt }: Pick<Change, 'since' | 'noticedAt'>,
): P | undefined {
  return plans.find(
    ({ startedAt, endedAt }) =>
      Date.parse(since) >= Date.parse(startedAt) && (endedAt === null || Date.parse(noticedAt) <= Date.parse(endedAt)),
  );
}
