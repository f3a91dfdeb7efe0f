import type { NewExplanation } from '../../electron/engine/store/causes.ts';
import type { Change, NewChange } from '../../electron/shared/model/change.ts';
import { type Transaction, verdicts } from '../../electron/shared/model/explanation.ts';
import { type Item, itemTypes } from '../../electron/shared/model/item.ts';
import { seeded } from './seeded.ts';
import { testStore } from './store.ts';
import { at, change, saving } from './store-samples.ts';

/** Nothing known of a change. */
export const unexplained: NewExplanation = {
  verdict: 'unexplained',
  transaction: null,
  planId: null,
  tie: null,
  package: null,
  bytes: null,
  conffile: false,
  why: '',
  actor: null,
};

export const transaction = (identity: string, over: Partial<Transaction> = {}): Transaction => ({
  identity,
  tool: 'apt',
  manager: 'dpkg',
  startedAt: at(0),
  endedAt: at(1),
  command: 'apt upgrade',
  user: 'alice',
  packages: [{ action: 'upgraded', name: identity, architecture: 'amd64', from: '1', to: '2' }],
  fault: null,
  ...over,
});

/**
 * A store with a log of so many changes, of which by chance some are explained by one of a few transactions, belong to
 * a plan, are acknowledged, or were not looked at: the last tenth. Always the same for the same seed.
 */
export function explainedStore(count: number, seed = 1) {
  const { store, dataDir } = testStore();
  const random = seeded(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const log: NewChange[] = [];
  for (let index = 0; index < count; index++) {
    const type = oneOf(itemTypes);
    const name = `${oneOf(['nginx', 'passwd', 'ssh'])}${index % 7}`;
    const item: Item = { type, key: `/etc/${name}`, name, fields: { size: index } };
    log.push(change(item, index, { category: oneOf(['Added', 'Modified', 'Removed']) }));
  }
  store.save(saving(count, { changes: log }));
  const plan = store.plans.begin('A plan', at(0)).begun;
  store.plans.end(plan, at(count));
  const transactions = ['one', 'two', 'three'].map((name) => transaction(name));
  const explanations = new Map<number, NewExplanation>();
  const looked = Math.floor(count * 0.9);
  for (let id = 1; id <= looked; id++) {
    const tied = random() < 0.4 ? oneOf(transactions).identity : null;
    const verdict = oneOf(verdicts);
    const planId = random() < 0.2 ? plan : null;
    explanations.set(id, { ...unexplained, verdict, transaction: tied, planId, why: `${verdict}.` });
  }
  store.causes.save({ transactions, explanations, upTo: looked, at: at(count) });
  const acknowledged = log.map((_, index) => index + 1).filter(() => random() < 0.3);
  store.approvals.acknowledge({ ids: acknowledged }, 'seen', at(count));
  const all: readonly Change[] = store.changes({ limit: 1000 });
  return { store, dataDir, all, plan, causes: store.causes.page({ limit: 10 }) };
}
