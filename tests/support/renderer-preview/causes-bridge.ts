import type { Card } from '../../../electron/shared/contract/causes.ts';
import type {
  ParsedArgs,
  Payload,
  RendererEvent,
  RendererMethod,
  Result,
} from '../../../electron/shared/contract/contract.ts';
import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import type { Expectation } from '../../../electron/shared/model/approval.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { type Cause, verdictOf } from '../../../electron/shared/model/explanation.ts';
import { matchesFilter } from '../../../renderer/api/filter.ts';
import { awayMade, causesMade, expectationsMade } from './causes-data.ts';

interface Log {
  readonly all: () => readonly ListedChange[];
  readonly set: (changes: readonly ListedChange[]) => void;
  /** The plan that is open. */
  readonly setPlan: (plan: Cause | null) => void;
}

/** Whether a change is found, by the log and by what stands beside it. */
export function finds(filter: ChangeFilter): (change: ListedChange) => boolean {
  const { verdicts, acknowledged, cause } = filter;
  return (change) =>
    matchesFilter(change, filter) &&
    (verdicts === undefined || verdicts.includes(verdictOf(change))) &&
    (acknowledged === undefined || acknowledged === (change.acknowledged !== undefined)) &&
    (cause === undefined || change.explanation?.causeId === cause || change.explanation?.planId === cause);
}

const groupOf = ({ explanation }: ListedChange) => explanation?.causeId ?? explanation?.planId ?? null;

/** Answers about causes, approvals, plans and times away from made-up data. */
export function causesHandlers(
  log: Log,
  quiet: boolean,
  tell: <E extends RendererEvent>(event: E, payload: Payload<E>) => void,
) {
  let made: readonly Cause[] = quiet ? [] : causesMade;
  let expectations: readonly Expectation[] = quiet ? [] : expectationsMade;

  const asItIs = (cause: Cause): Cause => {
    const tied = log.all().filter(finds({ cause: cause.id }));
    const counts: Partial<Record<ListedChange['type'], number>> = {};
    for (const { type } of tied) counts[type] = (counts[type] ?? 0) + 1;
    return {
      ...cause,
      counts,
      explained: tied.filter((each) => ['explained', 'planned'].includes(verdictOf(each))).length,
      acknowledged: tied.filter((each) => each.acknowledged !== undefined).length,
      standingOut: tied.filter((each) => verdictOf(each) === 'standsOut').length,
      newest: tied[0]?.id ?? null,
    };
  };
  const causes = () => made.map(asItIs);
  const causeOf = (id: number) => causes().find((cause) => cause.id === id);

  function cardsOf(found: readonly ListedChange[]): readonly Card[] {
    const cards: Card[] = [];
    const seen = new Set<number>();
    for (const change of found) {
      const id = groupOf(change);
      const cause = id === null ? undefined : causeOf(id);
      if (!cause) cards.push({ kind: 'change', change });
      else if (!seen.has(cause.id)) {
        seen.add(cause.id);
        const tied = found.filter((each) => groupOf(each) === cause.id);
        cards.push({ kind: 'cause', cause, matching: tied.length, newest: tied.slice(0, 5) });
      }
    }
    return cards;
  }

  const chosen = ({
    ids,
    cause,
  }: {
    readonly ids?: readonly number[] | undefined;
    readonly cause?: number | undefined;
  }) => {
    const listed = new Set(ids ?? []);
    const tied = cause === undefined ? () => false : finds({ cause });
    return (change: ListedChange) => listed.has(change.id) || tied(change);
  };

  /** Tells of changes as they now are, as the engine does. */
  const told = (is: (change: ListedChange) => boolean) => {
    const changes = log.all().filter(is);
    tell('explained', { changes, upTo: log.all()[0]?.id ?? 0 });
    for (const cause of causes()) tell('cause', cause);
    tell('approvals', { named: true });
  };

  const handlers = {
    'changes.cards': ({ before, limit, ...filter }: ParsedArgs<'changes.cards'>) => {
      const found = log.all().filter(finds(filter));
      const head = (card: Card) => (card.kind === 'change' ? card.change.id : (card.newest[0]?.id ?? 0));
      const all = cardsOf(found).filter((card) => before === undefined || head(card) < before);
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return { cards: [...page], total: found.length, next: last && all.length > page.length ? head(last) : null };
    },
    'changes.acknowledge': ({ reason, ...which }: ParsedArgs<'changes.acknowledge'>) => {
      const is = chosen(which);
      let count = 0;
      const acknowledged = { at: new Date().toISOString(), reason, expectationId: null };
      log.set(
        log.all().map((change) => {
          if (!is(change) || change.acknowledged) return change;
          count += 1;
          return { ...change, acknowledged };
        }),
      );
      told(is);
      return count;
    },
    'changes.unacknowledge': (which: ParsedArgs<'changes.unacknowledge'>) => {
      const is = chosen(which);
      log.set(
        log.all().map((change) => {
          if (!is(change)) return change;
          const { acknowledged: _taken, ...rest } = change;
          return rest;
        }),
      );
      told(is);
      return null;
    },
    'causes.list': () => ({ causes: causes().toReversed(), next: null }),
    'causes.get': ({ id }: ParsedArgs<'causes.get'>) => {
      const cause = causeOf(id);
      if (!cause) throw new Error(`There is no cause ${id}.`);
      return cause;
    },
    'expectations.list': () => [...expectations],
    'expectations.add': ({ change, scope, pattern, reason, until }: ParsedArgs<'expectations.add'>) => {
      const added = {
        id: expectations.length + 1,
        scope,
        subject: pattern ?? log.all().find(({ id }) => id === change)?.name ?? '',
        reason,
        madeAt: new Date().toISOString(),
        until,
        endedAt: null,
        uses: 0,
        lastUsedAt: null,
      };
      expectations = [added, ...expectations];
      tell('approvals', { named: true });
      return added;
    },
    'expectations.end': ({ id }: ParsedArgs<'expectations.end'>) => {
      const endedAt = new Date().toISOString();
      expectations = expectations.map((each) => (each.id === id ? { ...each, endedAt } : each));
      tell('approvals', { named: true });
      return null;
    },
    'plan.begin': ({ name }: ParsedArgs<'plan.begin'>) => {
      const [like] = causesMade;
      if (!like) throw new Error('There is no cause to make a plan like.');
      const startedAt = new Date().toISOString();
      const plan = asItIs({
        ...like,
        id: made.length + 1,
        kind: 'planned',
        name,
        tool: null,
        command: null,
        user: null,
        packages: [],
        startedAt,
        endedAt: null,
      });
      made = [...made, plan];
      log.setPlan(plan);
      return plan;
    },
    'plan.end': () => {
      const open = made.find(({ kind, endedAt }) => kind === 'planned' && endedAt === null);
      if (!open) return null;
      const ended = { ...open, endedAt: new Date().toISOString() };
      made = made.map((each) => (each.id === open.id ? ended : each));
      log.setPlan(null);
      tell('cause', ended);
      return ended;
    },
    'away.list': () => (quiet ? [] : awayMade(log.all(), causes())),
  } as const;
  return handlers satisfies { readonly [M in keyof typeof handlers & RendererMethod]: (args: never) => Result<M> };
}
