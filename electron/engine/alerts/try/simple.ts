import type { AlertRule } from '../../../shared/model/alert-rule.ts';
import type { ReadStore } from '../../store/interface.ts';
import { lookThrough, simpleRule } from '../evaluate/simple-round.ts';
import { firingOf, type Past } from './past.ts';
import type { Tried } from './try-rule.ts';

/** Looks through the log for what a rule of the simple form matches. */
export async function trySimple(store: Pick<ReadStore, 'changesInOrder'>, rule: AlertRule, past: Past): Promise<Tried> {
  const simple = simpleRule(rule);
  const [found = []] = simple === undefined ? [] : await lookThrough(store, [{ ...past, simple }]);
  return { firings: found.map(firingOf), limits: null };
}
