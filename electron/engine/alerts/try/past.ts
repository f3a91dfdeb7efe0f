import type { RuleTrial } from '../../../shared/contract/alerts.ts';
import type { LogRange } from '../../store/change-ranges.ts';
import { changesSummary } from '../evaluate/summary.ts';
import type { Together } from '../evaluate/together.ts';

/** The part of the past that a rule is tried on. */
export interface Past extends LogRange {
  readonly since: string;
}

/** A firing of changes that were found together. */
export const firingOf = ({ at, count, first, changeIds }: Together): RuleTrial['firings'][number] => ({
  at,
  until: null,
  count,
  summary: changesSummary(first, count),
  changeIds: [...changeIds],
});
