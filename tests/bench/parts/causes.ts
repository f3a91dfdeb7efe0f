import { join } from 'node:path';
import type { ReadStore } from '../../../electron/engine/store/interface.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import type { Bench, Findings } from '../part.ts';
import { median } from '../support/median.ts';
import { makeLog } from '../support/million.ts';
import { whole } from '../support/words.ts';

/** The newest 100 that a filter lets pass, and how many it does. */
const filtered = (filter: ChangeFilter) => (store: ReadStore) => [
  store.changes({ ...filter, limit: 100 }),
  store.countChanges(filter),
];
/** Milliseconds for each of them. */
const budget = 100;

const cards = (filter: ChangeFilter) => (store: ReadStore) => store.cards({ ...filter, limit: 100 });

interface Asked {
  readonly name: string;
  readonly ask: (store: ReadStore) => unknown;
}

const asked: readonly Asked[] = [
  { name: 'cards of what is unexplained', ask: cards({ verdicts: ['unexplained'] }) },
  { name: 'cards with a text', ask: cards({ text: 'part-777' }) },
  { name: 'unexplained', ask: filtered({ verdicts: ['unexplained'] }) },
  { name: 'what stands out, with a text', ask: filtered({ verdicts: ['standsOut'], text: 'part-777' }) },
  { name: 'unexplained, with a text', ask: filtered({ verdicts: ['unexplained'], text: 'part-777' }) },
  { name: 'not acknowledged', ask: filtered({ acknowledged: false }) },
  { name: 'acknowledged files', ask: filtered({ acknowledged: true, types: ['Files'] }) },
  {
    name: 'of the newest cause',
    ask: (store) => filtered({ cause: store.causes.page({ limit: 1 })[0]?.id ?? 0 })(store),
  },
];

/** A million changes that were looked at: pages, cards, and filters by what is known of them, in the engine's store. */
export async function causes({ work, most, say }: Bench): Promise<Findings> {
  const changes = Math.min(1_000_000, most);
  const data = join(work, 'log');
  makeLog(data, changes, say);
  const store = openReader(data);
  const measured: (Asked & { readonly took: number })[] = [];
  try {
    for (const each of asked) {
      const took = await median(() => each.ask(store));
      measured.push({ ...each, took });
      say(`  ${each.name}: ${whole(took)} ms`);
    }
  } finally {
    store.close();
  }
  return {
    budgets: measured.map(({ name, took }) => ({
      work: `${whole(changes)} changes explained: ${name}`,
      measured: `${whole(took)} ms`,
      budget: `at most ${budget} ms`,
      kept: took <= budget,
    })),
    tables: [],
    notes: [],
    figures: measured.map(({ name, took }) => ({ name, took })),
  };
}
