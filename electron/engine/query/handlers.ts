import type { Card } from '../../shared/contract/causes.ts';
import type { EngineMethod, ParsedArgs, Result } from '../../shared/contract/contract.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { ChangeFilter } from '../../shared/contract/queries.ts';
import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { FoundCard } from '../store/cards.ts';
import type { ReadStore } from '../store/interface.ts';
import { awaySummaries } from './away.ts';
import { contentSides } from './content-sides.ts';
import { lineCounter } from './line-stats.ts';

/** The requests that only read, answered from the store alone. */
export type QueryMethod = Extract<
  EngineMethod,
  | 'changes.list'
  | 'changes.cards'
  | 'changes.get'
  | 'changes.content'
  | 'changes.timeline'
  | 'causes.list'
  | 'causes.get'
  | 'away.list'
  | 'inventory.list'
  | 'notices.list'
>;
/** A handler for each of them; they are given parsed arguments and fail with a TidemarkError. */
export type QueryHandlers = { readonly [M in QueryMethod]: (args: ParsedArgs<M>) => Result<M> };

/** Most gaps that a timeline shows, and changes that a history lists. */
const mostGaps = 1000;
const mostHistory = 50;

/** A moment as the store writes it, in UTC with milliseconds, so that they compare as text. */
const utc = (moment: string): string => new Date(moment).toISOString();

function inUtc<F extends ChangeFilter>(filter: F): F {
  return {
    ...filter,
    ...(filter.since === undefined ? {} : { since: utc(filter.since) }),
    ...(filter.until === undefined ? {} : { until: utc(filter.until) }),
  };
}

/** Answers the contract's read requests from a store. */
export function queryHandlers(store: ReadStore): QueryHandlers {
  const lines = lineCounter(store);
  const listed = (change: Change): ListedChange => ({ ...change, lines: lines(change) });

  const changeById = (id: number): Change => {
    const change = store.change(id);
    if (change === undefined) {
      throw new TidemarkError('notFound', `There is no change ${id}.`, "See 'changes' for the ids of those recorded.");
    }
    return change;
  };

  const toCard = ({ cause: id, matching, newest }: FoundCard): readonly Card[] => {
    const changes = store.changesById(newest).map(listed);
    const [first] = changes;
    const cause = id === null ? undefined : store.causes.get(id);
    if (cause !== undefined) return [{ kind: 'cause', cause, matching, newest: changes }];
    return first === undefined ? [] : [{ kind: 'change', change: first }];
  };

  const otherEnd = (change: Change): Change | undefined => {
    const key = change.movedFrom ?? change.movedTo;
    if (key === undefined) return undefined;
    return (
      store
        .history(change.type, key, mostHistory)
        .filter((each) => (each.movedTo ?? each.movedFrom) === change.key)
        // One file may go the same way many times: the end that is nearest in the log.
        .toSorted((a, b) => Math.abs(a.id - change.id) - Math.abs(b.id - change.id))[0]
    );
  };

  return {
    'changes.list': (args) => {
      const query = inUtc(args);
      const changes = store.changes(query);
      const { before: _before, limit, ...filter } = query;
      const last = changes.at(-1);
      const more =
        last !== undefined &&
        changes.length === limit &&
        store.changes({ ...query, before: last.id, limit: 1 }).length > 0;
      return { changes: changes.map(listed), total: store.countChanges(filter), next: more ? last.id : null };
    },

    'changes.cards': (args) => {
      const query = inUtc(args);
      const { before: _before, limit, ...filter } = query;
      const page = store.cards(query);
      const last = page.at(-1);
      const more =
        last !== undefined &&
        page.length === limit &&
        store.cards({ ...query, before: last.head, limit: 1 }).length > 0;
      const cards = page.flatMap(toCard);
      return { cards, total: store.countChanges(filter), next: more ? last.head : null };
    },

    'causes.list': ({ before, limit }) => {
      const causes = store.causes.page({ before, limit });
      const last = causes.at(-1);
      const more =
        last !== undefined && causes.length === limit && store.causes.page({ before: last.id, limit: 1 }).length > 0;
      return { causes: [...causes], next: more ? last.id : null };
    },

    'causes.get': ({ id }) => {
      const cause = store.causes.get(id);
      if (cause !== undefined) return cause;
      throw new TidemarkError('notFound', `There is no cause ${id}.`, 'It may have gone with the last of its changes.');
    },

    'away.list': ({ limit }) => [...awaySummaries(store, limit, listed)],

    'changes.get': ({ id }) => {
      const change = changeById(id);
      const others = store.history(change.type, change.key, mostHistory + 1).filter((each) => each.id !== id);
      return { change: listed(change), history: others.slice(0, mostHistory), otherEnd: otherEnd(change) ?? null };
    },

    'changes.content': ({ id }) => contentSides(store, changeById(id)),

    'changes.timeline': (args) => {
      const query = { ...args, since: utc(args.since), until: utc(args.until), filter: inUtc(args.filter) };
      const from = Date.parse(query.since);
      const width = (Date.parse(query.until) - from) / query.bars;
      if (width <= 0) {
        throw new TidemarkError('invalid', 'The timeline ends before it begins.', 'Give an end after the beginning.');
      }
      const bars = Array.from({ length: query.bars }, (_, bar) => ({
        from: new Date(from + bar * width).toISOString(),
        counts: {} as Result<'changes.timeline'>['bars'][number]['counts'],
      }));
      for (const { bar, type, count } of store.timeline(query)) {
        const counts = bars[bar]?.counts;
        if (counts !== undefined) counts[type] = (counts[type] ?? 0) + count;
      }
      const gaps = store.gaps({ since: query.since, limit: mostGaps }).filter((gap) => gap.from < query.until);
      return { bars, gaps: [...gaps] };
    },

    'inventory.list': (args) => {
      const page = store.inventory(args.at === undefined ? args : { ...args, at: utc(args.at) });
      return { items: [...page.items], total: page.total };
    },

    'notices.list': ({ limit }) => ({ notices: [...store.notices(limit)], unread: store.unreadNotices() }),
  };
}
