import type { Change } from '../../../shared/model/change.ts';
import type { ItemType } from '../../../shared/model/item.ts';

/** How many rows an alert has, and how many ids of changes. */
export const mostRows = 20;
export const mostIds = 100;

/** Changes that one collection found together and that one rule matches: one alert. */
export interface Together {
  readonly type: ItemType;
  /** When they were noticed. */
  readonly at: string;
  readonly count: number;
  /** The first 100 of them. */
  readonly changeIds: readonly number[];
  /** The first 20 of them, whole. */
  readonly first: readonly Change[];
}

/** Puts changes, which come in the log's order, with those that were found together with them. */
export class Gatherer {
  readonly gathered: Together[] = [];

  add(change: Change): void {
    const last = this.gathered.at(-1);
    if (last === undefined || last.type !== change.type || last.at !== change.noticedAt) {
      const { type, noticedAt: at, id } = change;
      this.gathered.push({ type, at, count: 1, changeIds: [id], first: [change] });
      return;
    }
    this.gathered[this.gathered.length - 1] = {
      ...last,
      count: last.count + 1,
      changeIds: last.changeIds.length < mostIds ? [...last.changeIds, change.id] : last.changeIds,
      first: last.first.length < mostRows ? [...last.first, change] : last.first,
    };
  }
}
