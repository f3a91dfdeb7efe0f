import type { AlertRow } from '../../../shared/model/alert.ts';
import type { Change } from '../../../shared/model/change.ts';
import type { Evaluated, KqlService } from '../../query/kql/service.ts';
import type { FoundTogether, LogRange } from '../../store/change-ranges.ts';
import type { ReadStore } from '../../store/interface.ts';
import { mostIds, mostRows, type Together } from './together.ts';

/** A query is asked of so many changes of the log at a time, all of which an answer can name (at most 10,000). */
export const mostAsked = 5000;

export interface KqlQuery {
  readonly text: string;
  readonly strict: boolean;
}

/** Changes that one collection found together and a query matches, with the rows that it made of them. */
export interface KqlTogether extends Together {
  readonly rows: readonly AlertRow[];
}

/** Ids of changes in the log's order, whatever the order of the rows that named them. */
export const inOrder = (ids: readonly number[]): readonly number[] => [...new Set(ids)].sort((a, b) => a - b);

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
 * What a query that is evaluated by change matches in a piece of the log. It is asked of the changes of whole
 * collections, mostly of one, and again of each where it answers with several. Only a collection of more changes than
 * an answer can name is asked in parts, and makes an alert of each.
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
    const upTo = pieceEnd(store, after, range.upTo);
    const answer = await kql.evaluate({ ...query, changes: { after, upTo } });
    const collections = collectionsOf(store, inOrder(answer.changeIds));
    const [only] = collections;
    if (only !== undefined && collections.length === 1) add(answer, only);
    else {
      for (const each of collections) {
        const changes = { after: Math.max(after, each.after), upTo: Math.min(upTo, each.upTo) };
        add(await kql.evaluate({ ...query, changes }), each);
      }
    }
    after = upTo;
  }
  return fired;
}

/** Where a piece ends that begins after a change: with the last collection that fits in whole, if one does. */
function pieceEnd(store: Pick<ReadStore, 'foundTogether'>, after: number, last: number): number {
  const end = after + mostAsked;
  if (end >= last) return last;
  const split = store.foundTogether(end + 1);
  const whole = split === undefined ? end : split.after;
  return whole > after ? Math.min(end, whole) : Math.min(last, split?.upTo ?? end, after + 2 * mostAsked);
}

function gathered(store: Pick<ReadStore, 'change'>, { count, rows, changeIds }: Evaluated) {
  const ids = inOrder(changeIds);
  const first = ids.slice(0, mostRows).map((id) => store.change(id));
  return {
    count,
    rows: rows.slice(0, mostRows),
    changeIds: ids.slice(0, mostIds),
    first: first.filter((change): change is Change => change !== undefined),
  };
}
