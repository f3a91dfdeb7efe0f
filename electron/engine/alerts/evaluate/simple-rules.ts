import type { AlertRow } from '../../../shared/model/alert.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import { changeRow } from '../../query/rows.ts';
import type { ReadStore } from '../../store/interface.ts';
import type { Outcome, WatchedRule } from './ledger.ts';
import { newAlert, withoutEmpty } from './new-alert.ts';
import type { Due } from './shared.ts';
import { lookThrough, simpleRule } from './simple-round.ts';
import { changesSummary } from './summary.ts';
import type { Together } from './together.ts';

/** An alert of changes that a rule matches; without rows of a query they are the changes' own. */
export function alertOfChanges(
  { rule }: WatchedRule,
  found: Together & { readonly rows?: readonly AlertRow[] },
  machine: MachineIdentity,
) {
  const rows = found.rows ?? found.first.map((change) => changeRow(change, machine));
  return newAlert(
    rule,
    {
      evaluation: 'change',
      summary: changesSummary(found.first, found.count),
      count: found.count,
      rows: rows.map(withoutEmpty),
      changeIds: [...found.changeIds],
    },
    Date.now(),
  );
}

/** Evaluates rules of the simple form, each for the changes from after one up to another. */
export async function evaluateSimple(
  store: Pick<ReadStore, 'changesInOrder'>,
  machine: MachineIdentity,
  due: readonly Due[],
): Promise<ReadonlyMap<WatchedRule, Outcome>> {
  const asked = due.flatMap((each) => {
    const simple = simpleRule(each.watched.rule);
    return simple === undefined ? [] : [{ ...each, simple }];
  });
  if (asked.length === 0) return new Map();
  const found = await lookThrough(store, asked);
  return new Map(
    asked.map(({ watched, upTo }, index) => {
      const fired = (found[index] ?? []).map((together) => alertOfChanges(watched, together, machine));
      return [watched, { upTo, fired }];
    }),
  );
}
