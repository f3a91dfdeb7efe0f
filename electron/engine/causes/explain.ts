import type { Change } from '../../shared/model/change.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import { type NamedPlan, planOf } from '../approve/plan-times.ts';
import type { Finding } from '../explain/verdict/evidence.ts';
import type { NewExplanation } from '../store/causes.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Looked } from './look.ts';

/** Says a change's plan beside what was found of it: what nothing else explains, or lets stand out, was planned. */
export function withPlan(finding: Finding, plan: NamedPlan | undefined): NewExplanation {
  const explanation = { ...finding, planId: plan?.id ?? null };
  if (plan === undefined || finding.verdict !== 'unexplained') return explanation;
  const why = finding.why === '' ? '' : ` ${finding.why}`;
  return { ...explanation, verdict: 'planned', why: `It happened in the time of ‘${plan.name}’.${why}` };
}

/** Saves what was found of changes; returns the causes that got more by it. */
export function saveFindings(
  store: WriteStore,
  changes: readonly Change[],
  looked: Pick<Looked, 'findings' | 'transactions'>,
  upTo: number,
): readonly Cause[] {
  const since = new Date(Math.min(Date.now(), ...changes.map((change) => Date.parse(change.since)))).toISOString();
  const plans = store.plans.since(since);
  const explanations = new Map<number, NewExplanation>();
  for (const change of changes) {
    const finding = looked.findings.get(change.id);
    if (finding !== undefined) explanations.set(change.id, withPlan(finding, planOf(plans, change)));
  }
  const named = new Set([...explanations.values()].map(({ transaction }) => transaction));
  const open = new Set(store.causes.openTransactions());
  const transactions = looked.transactions.filter(({ identity }) => named.has(identity) || open.has(identity));
  return store.causes.save({ transactions, explanations, upTo, at: new Date().toISOString() });
}
