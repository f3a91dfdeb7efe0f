import type { Change } from '../../../shared/model/change.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { ReadStore } from '../../store/interface.ts';
import { inOrder, type KqlQuery, mostAsked } from '../evaluate/kql-firings.ts';
import { Gatherer } from '../evaluate/together.ts';
import { firingOf, type Past } from './past.ts';
import type { Tried } from './try-rule.ts';

/** How many matching changes are looked at, and for how long (milliseconds): the newest of them. */
const mostMatches = 100_000;
const longest = 6000;
/** How many changes are read at once. */
const piece = 500;

/**
 * Asks a query that is evaluated by change of the past, from now back to the beginning, so many changes of the log at
 * a time as it can answer with.
 */
export async function tryByChange(
  store: Pick<ReadStore, 'changesById' | 'changesInOrder'>,
  kql: Pick<KqlService, 'evaluate'>,
  query: KqlQuery,
  past: Past,
): Promise<Tried> {
  const started = performance.now();
  const found: (readonly number[])[] = [];
  let matches = 0;
  let upTo = past.upTo;
  while (upTo > past.after && matches < mostMatches && performance.now() - started < longest) {
    const after = Math.max(past.after, upTo - mostAsked);
    const { changeIds } = await kql.evaluate({ ...query, changes: { after, upTo } });
    found.unshift(inOrder(changeIds));
    matches += changeIds.length;
    upTo = after;
  }
  const gatherer = new Gatherer();
  for await (const change of inPieces(store, found.flat())) gatherer.add(change);
  const [first] = upTo > past.after ? store.changesInOrder({ after: upTo, upTo: past.upTo, limit: 1 }) : [];
  const limits = first === undefined ? null : `Only changes since ${first.noticedAt} were looked at.`;
  return { firings: gatherer.gathered.map(firingOf), limits };
}

/** Changes in the log's order; the engine's other work has its turn in between. */
async function* inPieces(store: Pick<ReadStore, 'changesById'>, ids: readonly number[]): AsyncGenerator<Change> {
  for (let from = 0; from < ids.length; from += piece) {
    yield* store.changesById(ids.slice(from, from + piece)).toReversed();
    await new Promise(setImmediate);
  }
}
