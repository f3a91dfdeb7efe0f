import type { Change } from '../../../shared/model/change.ts';
import { formatCount } from '../../../shared/model/format.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { ReadStore } from '../../store/interface.ts';
import { type KqlQuery, mostAnswered } from '../evaluate/kql-firings.ts';
import { Gatherer } from '../evaluate/together.ts';
import { firingOf, type Past } from './past.ts';
import type { Tried } from './try-rule.ts';

/** How many matching changes are looked at: the oldest of them. */
const mostMatches = 200_000;
/** How many changes are read at once. */
const piece = 500;

/** Asks a query that is evaluated by change of the past, so many changes at a time as it answers with. */
export async function tryByChange(
  store: Pick<ReadStore, 'changesById'>,
  kql: Pick<KqlService, 'evaluate'>,
  query: KqlQuery,
  past: Past,
): Promise<Tried> {
  const gatherer = new Gatherer();
  let matches = 0;
  for (let after = past.after; after < past.upTo; ) {
    const { changeIds } = await kql.evaluate({ ...query, changes: { after, upTo: past.upTo } });
    for await (const change of inPieces(store, changeIds)) gatherer.add(change);
    matches += changeIds.length;
    after = changeIds.length < mostAnswered ? past.upTo : (changeIds.at(-1) ?? past.upTo);
    if (matches >= mostMatches && after < past.upTo) {
      const limits = `Only the first ${formatCount(matches)} changes that it matches were looked at.`;
      return { firings: gatherer.gathered.map(firingOf), limits };
    }
  }
  return { firings: gatherer.gathered.map(firingOf), limits: null };
}

/** Changes in the log's order; the engine's other work has its turn in between. */
async function* inPieces(store: Pick<ReadStore, 'changesById'>, ids: readonly number[]): AsyncGenerator<Change> {
  for (let from = 0; from < ids.length; from += piece) {
    yield* store.changesById(ids.slice(from, from + piece)).toReversed();
    await new Promise(setImmediate);
  }
}
