import type { RuleTrial } from '../../../shared/contract/alerts.ts';
import type { ParsedArgs, Result } from '../../../shared/contract/contract.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { ReadStore } from '../../store/interface.ts';
import { conditionFault } from '../evaluate/faults.ts';
import { evaluationOf } from '../evaluate/kql-rules.ts';
import { tryByChange } from './by-change.ts';
import type { Past } from './past.ts';
import { trySimple } from './simple.ts';
import { tryState } from './state.ts';

const day = 24 * 3600 * 1000;
/** How many firings are answered: the newest. */
const mostFirings = 200;

export interface TryOptions {
  readonly store: ReadStore;
  readonly kql: Pick<KqlService, 'check' | 'evaluate'>;
  readonly now: Date;
}

/** The firings of a rule in the past, the oldest first, and what was not looked at. */
export interface Tried {
  readonly firings: RuleTrial['firings'];
  /** How often it fired, where not all firings are told. */
  readonly fired?: number;
  readonly limits: string | null;
}

/** What a rule would have done in the last days: its firings, the newest first. */
export async function tryRule(options: TryOptions, args: ParsedArgs<'rules.try'>): Promise<Result<'rules.try'>> {
  const { store, now } = options;
  const known = Date.parse(store.knownSince() ?? now.toISOString());
  const since = new Date(Math.max(now.getTime() - args.days * day, known)).toISOString();
  const past: Past = { since, after: store.lastBefore(since), upTo: store.logEnds().last };
  const { firings, fired, limits } = await tried(options, args, past);
  return { fired: fired ?? firings.length, firings: firings.slice(-mostFirings).reverse(), since, limits };
}

async function tried({ store, kql, now }: TryOptions, { rule }: ParsedArgs<'rules.try'>, past: Past): Promise<Tried> {
  if (rule.when.kind === 'simple') {
    const fault = conditionFault(rule.when);
    if (fault) throw fault;
    return await trySimple(store, rule, past);
  }
  const query = { text: rule.when.query, strict: rule.when.strict };
  if ((await evaluationOf(kql, query)) === 'state') return await tryState(store, kql, query, past, now);
  return await tryByChange(store, kql, query, past);
}
