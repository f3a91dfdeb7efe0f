import type { ChangeFilter } from '../../shared/contract/queries.ts';
import { type Verdict, verdicts } from '../../shared/model/explanation.ts';
import type { Sql } from './change-filter.ts';

/** The part of a filter that goes by what is known of changes. */
export interface KnownFilter {
  readonly verdicts: readonly Verdict[];
  /** Both, or one of them. */
  readonly acknowledged: readonly (0 | 1)[];
  readonly cause: number | undefined;
}

export function toKnownFilter(filter: ChangeFilter): KnownFilter | undefined {
  const { acknowledged, cause } = filter;
  if (filter.verdicts === undefined && acknowledged === undefined && cause === undefined) return undefined;
  return {
    verdicts: verdicts.filter((verdict) => filter.verdicts?.includes(verdict) ?? true),
    acknowledged: acknowledged === undefined ? [0, 1] : [acknowledged ? 1 : 0],
    cause,
  };
}

/** Whether changes that have no explanation yet pass. */
export const passesUnlooked = ({ verdicts: passing, acknowledged, cause }: KnownFilter): boolean =>
  cause === undefined && passing.includes('pending') && acknowledged.includes(0);

/** Conditions on the row `e` of `explanations`, or on NULLs in its place. */
export function knownConditions({ verdicts: passing, acknowledged, cause }: KnownFilter): Sql {
  const tied = cause === undefined ? '' : ' AND (e.cause_id = ? OR e.plan_id = ?)';
  return {
    text: `coalesce(e.verdict, 'pending') IN (SELECT value FROM json_each(?))
      AND coalesce(e.acknowledged, 0) IN (SELECT value FROM json_each(?))${tied}`,
    values: [JSON.stringify(passing), JSON.stringify(acknowledged), ...(cause === undefined ? [] : [cause, cause])],
  };
}
