import { type AlertRule, alertRuleSchema } from '../../electron/shared/model/alert-rule.ts';
import { readyQueries } from '../../electron/shared/model/ready-queries.ts';

/** A rule made of each query of the original's overview, as printed there, under the query's id. */
export function rulesOfPrintedQueries(): AlertRule[] {
  return readyQueries
    .filter(({ from }) => from === 'azure')
    .map(({ id, name, text }) => alertRuleSchema.parse({ id, name, when: { kind: 'kql', query: text } }));
}
