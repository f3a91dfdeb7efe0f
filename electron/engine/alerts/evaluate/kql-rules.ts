import { TidemarkError } from '../../../shared/contract/errors.ts';
import { firstFault } from '../../query/kql/first-fault.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { ReadStore } from '../../store/interface.ts';
import { type KqlQuery, kqlFirings } from './kql-firings.ts';
import type { Outcome, WatchedRule } from './ledger.ts';
import { isMuted, newAlert, withoutEmpty } from './new-alert.ts';
import { alertOfChanges } from './simple-rules.ts';
import { rowsSummary } from './summary.ts';
import { mostRows } from './together.ts';

export type KqlEvaluation = 'change' | 'state';

/** How a query is evaluated. Fails with `invalid` where it can't run, with its first fault and where that stands. */
export async function evaluationOf(kql: Pick<KqlService, 'check'>, query: KqlQuery): Promise<KqlEvaluation> {
  const { evaluation, diagnostics } = await kql.check(query);
  if (evaluation !== null) return evaluation;
  const fault = firstFault(diagnostics) ?? 'its query can’t run.';
  throw new TidemarkError('invalid', fault, 'Correct the rule’s query.');
}

/** Evaluates a rule that is looked at by change, for the changes after one and up to another. */
export async function evaluateByChange(
  store: Pick<ReadStore, 'foundTogether' | 'change'>,
  kql: Pick<KqlService, 'evaluate'>,
  machine: MachineIdentity,
  watched: WatchedRule,
  query: KqlQuery,
  range: { readonly after: number; readonly upTo: number },
): Promise<Outcome> {
  const found = await kqlFirings(store, kql, query, range);
  return { upTo: range.upTo, fired: found.map((together) => alertOfChanges(watched, together, machine)) };
}

/** Looks at a rule about a state: it fires when it begins to be so, and ends when it is so no more. */
export async function evaluateState(
  kql: Pick<KqlService, 'evaluate'>,
  { rule }: WatchedRule,
  query: KqlQuery,
  lasts: boolean,
  head: number,
): Promise<Outcome> {
  const { count, rows } = await kql.evaluate(query);
  const now = Date.now();
  if (count > 0 === lasts) return { upTo: head, fired: [] };
  if (lasts) return { upTo: head, fired: [], ended: { at: new Date(now).toISOString(), quietly: isMuted(rule, now) } };
  const told = rows.slice(0, mostRows).map(withoutEmpty);
  const state = { evaluation: 'state', summary: rowsSummary(told, count), count, rows: told, changeIds: [] } as const;
  return { upTo: head, fired: [newAlert(rule, { ...state, changeIds: [] }, now)] };
}
