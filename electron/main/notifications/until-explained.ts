import type { Away } from '../../shared/contract/causes.ts';
import type { Payload } from '../../shared/contract/contract.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import { mergeChanges, type ToldChanges } from './tellable.ts';

/** How long a change waits to be looked at, and how long one that may be a running transaction's does (milliseconds). */
export const longestLook = 10_000;
export const longestPending = 30 * 60_000;
/** How long what happened in a time away waits for the summary of that time (milliseconds). */
export const longestAway = 2 * 60_000;
/** A cause that has ended is told after so long without another change of it (milliseconds). */
export const calm = 1500;

/** So many changes are remembered that were looked at and may still be on their way. */
const remembered = 10_000;
/** So many changes of one cause are kept whole until it is told. */
const kept = 2000;

export interface ExplainedListener {
  /** To be told as changes of no cause. */
  readonly changes: (changes: readonly ListedChange[]) => void;
  /** A cause has ended: to be told once, whatever is found of it later. */
  readonly cause: (cause: Cause, told: ToldChanges) => void;
  readonly away: (away: Away, told: ToldChanges) => void;
}

interface Waiting {
  /** As it was last heard of. */
  readonly change: ListedChange;
  /** Whether it was heard of since it was looked at. */
  readonly looked: boolean;
  readonly until: number;
}

/** Of more than so many changes that wait nobody reads what each was: what they are called is kept. */
const keptFull = 2000;
const slim = (change: ListedChange): ListedChange => ({ ...change, before: null, after: null });

const none: ToldChanges = { changes: [], beyond: {} };

/**
 * Holds changes until it is known what explains them, so that all of one cause are told as one, and what happened while
 * Tidemark was away as another. What stands out is told at once, whatever it may be grouped with; what was expected is
 * told to nobody. In which order changes and explanations are heard does not matter.
 */
export class UntilExplained {
  readonly #listener: ExplainedListener;
  readonly #waiting = new Map<number, Waiting>();
  readonly #explained = new Map<number, ListedChange>();
  readonly #causes = new Map<number, Cause>();
  readonly #groups = new Map<number, { told: ToldChanges; readyAt: number }>();
  readonly #toldCauses = new Set<number>();
  #away: { told: ToldChanges; until: number } | undefined;
  #upTo = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(listener: ExplainedListener) {
    this.#listener = listener;
  }

  add(changes: readonly ListedChange[]): void {
    const until = Date.now() + longestLook;
    for (const change of changes) {
      const known = this.#explained.get(change.id);
      this.#explained.delete(change.id);
      const told = known ?? (this.#waiting.size < keptFull ? change : slim(change));
      this.#waiting.set(change.id, { change: told, looked: known !== undefined, until });
    }
    this.#look();
  }

  explained({ changes, upTo }: Payload<'explained'>): void {
    this.#upTo = Math.max(this.#upTo, upTo);
    for (const change of changes) {
      const waiting = this.#waiting.get(change.id);
      if (waiting === undefined) this.#explained.set(change.id, change);
      else {
        const { explanation, acknowledged } = change;
        const told = { ...waiting.change, explanation, acknowledged };
        this.#waiting.set(change.id, { ...waiting, change: told, looked: true });
      }
    }
    for (const id of this.#explained.keys()) {
      if (this.#explained.size <= remembered) break;
      this.#explained.delete(id);
    }
    this.#look();
  }

  cause(cause: Cause): void {
    this.#causes.set(cause.id, cause);
    this.#look();
  }

  away(away: Away): void {
    const told = this.#away?.told ?? none;
    this.#away = undefined;
    this.#listener.away(away, told);
    // They are in the summary.
    for (const { id, endedAt } of away.causes) if (endedAt !== null) this.#toldCauses.add(id);
    this.#look();
  }

  /** Another engine begins, which may have begun a new log: what waits is told as it is. */
  reset(): void {
    this.#release(this.close());
    this.#explained.clear();
    this.#causes.clear();
    this.#toldCauses.clear();
    this.#upTo = 0;
  }

  /** Ends, and gives what was not told. */
  close(): ToldChanges {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rest = [...this.#waiting.values()].map(({ change }) => change);
    const groups = [...this.#groups.values()].map(({ told }) => told);
    const away = this.#away === undefined ? [] : [this.#away.told];
    this.#waiting.clear();
    this.#groups.clear();
    this.#away = undefined;
    return mergeChanges([{ changes: rest, beyond: {} }, ...groups, ...away]);
  }

  #look(): void {
    const now = Date.now();
    const passed: ListedChange[] = [];
    const away: ListedChange[] = [];
    const grouped = new Map<number, ListedChange[]>();
    for (const [id, each] of this.#waiting) {
      const next = this.#judge(each, now);
      if (next === 'wait') continue;
      this.#waiting.delete(id);
      if (next === 'tell') passed.push(each.change);
      else if (next === 'away') away.push(each.change);
      else if (next !== 'leave') {
        const group = grouped.get(next) ?? [];
        group.push(each.change);
        grouped.set(next, group);
      }
    }
    if (passed.length > 0) this.#listener.changes(passed);
    for (const [group, changes] of grouped) {
      const told = this.#groups.get(group)?.told ?? none;
      this.#groups.set(group, { told: mergeChanges([told, { changes, beyond: {} }], kept), readyAt: now + calm });
    }
    if (away.length > 0) {
      this.#away = {
        told: mergeChanges([this.#away?.told ?? none, { changes: away, beyond: {} }], kept),
        until: this.#away?.until ?? now + longestAway,
      };
    }
    this.#tellEnded(now);
    if (this.#away !== undefined && this.#away.until <= now) {
      const { told } = this.#away;
      this.#away = undefined;
      this.#release(told);
    }
    this.#wakeUp(now);
  }

  /** What is to become of a change: a number is the cause that it is told with. */
  #judge({ change, looked, until }: Waiting, now: number): 'wait' | 'tell' | 'leave' | 'away' | number {
    const { id, explanation, acknowledged, how } = change;
    if (!looked && id > this.#upTo) return until <= now ? 'tell' : 'wait';
    if (acknowledged !== undefined) return 'leave';
    if (explanation?.verdict === 'pending') return until + longestPending <= now ? 'tell' : 'wait';
    if (how === 'startup') return 'away';
    if (explanation?.verdict === 'standsOut') return 'tell';
    const group = explanation?.planId ?? explanation?.causeId ?? null;
    if (group === null) return 'tell';
    if (!this.#toldCauses.has(group)) return group;
    // What merely happened at a transaction's time is none of the news that was told of it.
    return explanation?.verdict === 'unexplained' ? 'tell' : 'leave';
  }

  #tellEnded(now: number): void {
    for (const [id, { told, readyAt }] of this.#groups) {
      const cause = this.#causes.get(id);
      if (cause === undefined || cause.endedAt === null || readyAt > now) continue;
      this.#groups.delete(id);
      this.#toldCauses.add(id);
      this.#listener.cause(cause, told);
    }
  }

  #release(told: ToldChanges): void {
    if (told.changes.length > 0) this.#listener.changes(told.changes);
  }

  /** Looks again when the first of what waits has waited long enough. */
  #wakeUp(now: number): void {
    clearTimeout(this.#timer);
    let first = this.#away?.until ?? Number.POSITIVE_INFINITY;
    for (const { change, until } of this.#waiting.values()) {
      first = Math.min(first, change.explanation?.verdict === 'pending' ? until + longestPending : until);
    }
    for (const [id, { readyAt }] of this.#groups) {
      if (this.#causes.get(id)?.endedAt) first = Math.min(first, readyAt);
    }
    const waits = first < Number.POSITIVE_INFINITY;
    this.#timer = waits ? setTimeout(() => this.#look(), Math.max(0, first - now)) : undefined;
  }
}
