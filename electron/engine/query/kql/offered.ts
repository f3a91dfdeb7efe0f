import type { KqlCompletion } from '../../../shared/contract/kql.ts';
import { comparisonOperators } from './expressions/comparisons.ts';
import { makerOf } from './expressions/functions.ts';
import { stringOperators } from './expressions/matching.ts';
import { listOperators, rangeOperators } from './expressions/membership.ts';
import { operatorNames } from './operators/operators.ts';
import { once } from './relation.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** What stands behind a bar or begins a query, and what stands between values. `filter` is another word for `where`. */
const operators = once(
  (): ReadonlySet<string> =>
    new Set([
      ...operatorNames().filter((name) => name !== 'filter'),
      ...words('let print range datatable'),
      ...words('and or + - * / %'),
      ...comparisonOperators,
      ...stringOperators,
      ...listOperators,
      ...rangeOperators,
    ]),
);

/** Functions that are none of values: summarize's own, and those that take or give tables. */
const otherFunctions: ReadonlySet<string> = new Set(words('arg_max arg_min toscalar materialize'));

const keywords: ReadonlySet<string> = new Set(
  words(`by asc desc nulls first last on kind with of and or not in between true false null to typeof step withsource
    inner innerunique leftouter rightouter fullouter leftsemi rightsemi leftanti rightanti anti
    datetime timespan dynamic long int real double bool string toscalar`),
);

const charts: ReadonlySet<string> = new Set(words('timechart barchart columnchart piechart linechart areachart table'));

/** Whether a suggestion of the parser is one that Tidemark can run. */
export function isOffered(kind: KqlCompletion['items'][number]['kind'], name: string, isChart: boolean): boolean {
  if (kind === 'function') return makerOf(name) !== undefined || otherFunctions.has(name);
  if (kind === 'operator') return operators().has(name);
  if (kind === 'keyword') return keywords.has(name.replace(/\(\)$/, ''));
  return !isChart || charts.has(name);
}
