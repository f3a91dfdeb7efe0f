import type { AlertRow } from '../../../shared/model/alert.ts';
import type { Change } from '../../../shared/model/change.ts';
import type { Evaluated, KqlService } from '../../query/kql/service.ts';
import type { FoundTogether, LogRange } from '../../store/change-ranges.ts';
import type { ReadStore } from '../../store/interface.ts';
import { mostIds, mostRows, type Together } from './together.ts';

/** After so many ids of changes an answer names no more. */
export const mostAnswered = 10_000;

export interface KqlQuery {
  readonly text: string;
  readonly strict: boolean;
}

/** Changes that one collection found together and a query matches, with the rows that it made of them. */
export interface KqlTogether extends Together {
  readonly rows: readonly AlertRow[];
}

/** The collections that found these changes, in the log's order. */
export function collectionsOf(store: Pick<ReadStore, 'foundTogether'>, ids: readonly number[]): FoundTogether[] {
  const found: FoundTogether[] = [];
  for (const id of ids) {
    if (id <= (found.at(-1)?.upTo ?? 0)) continue;
    const together = store.foundTogether(id);
    if (together) found.push(together);
  }
  return found;
}

/**
 * What a query that is evaluated by change matches in a piece of the log. It is asked once of the whole piece, which
 * mostly is the changes of one collection, and again of each collection where it answers with several.
 */
export async function kqlFirings(
  store: Pick<ReadStore, 'foundTogether' | 'change'>,
  kql: Pick<KqlService, 'evaluate'>,
  query: KqlQuery,
  range: LogRange,
): Promise<readonly KqlTogether[]> {
  const fired: KqlTogether[] = [];
  const add = (answer: Evaluated, { type, at }: FoundTogether) => {
    if (answer.count > 0) fired.push({ ...gathered(store, answer), type, at });
  };
  for (let after = range.after; after < range.upTo; ) {
    const answer = await kql.evaluate({ ...query, changes: { after, upTo: range.upTo } });
    const collections = collectionsOf(store, answer.changeIds);
    const [only] = collections;
    const isCut = answer.changeIds.length >= mostAnswered;
    if (only === undefined) break;
    if (collections.length === 1 && !isCut) add(answer, only);
    else {
      for (const each of collections) {
        const changes = { after: Math.max(after, each.after), upTo: Math.min(range.upTo, each.upTo) };
        add(await kql.evaluate({ ...query, changes }), each);
      }
    }
    if (!isCut) break;
    after = collections.at(-1)?.upTo ?? range.upTo;
  }
  return fired;
}

function gathered(store: Pick<ReadStore, 'change'>, { count, rows, changeIds }: Evaluated) {
  const first = changeIds.slice(0, mostRows).map((id) => store.change(id));
  return {
    count,
    rows: rows.slice(0, mostRows),
    changeIds: changeIds.slice(0, mostIds),
    first: first.filter((change): change is Change => change !== undefined),
  };
}
