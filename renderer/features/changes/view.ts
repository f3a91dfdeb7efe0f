import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import type { Category } from '../../../electron/shared/model/change.ts';
import type { ItemType } from '../../../electron/shared/model/item.ts';
import type { PeriodId, Stretch } from './period.ts';

/** What of the log one looks at. An empty list of types or categories leaves none out. */
export interface View {
  readonly types: readonly ItemType[];
  readonly categories: readonly Category[];
  readonly period: PeriodId;
  /** A part of the period that was picked in the chart. */
  readonly span: { readonly since: string; readonly until: string } | null;
  readonly text: string;
  /** Only what nothing explains, and what stands out. */
  readonly unexplained: boolean;
  /** Only what nobody said to be all right. */
  readonly unacknowledged: boolean;
}

export const firstView: View = {
  types: [],
  categories: [],
  period: 'week',
  span: null,
  text: '',
  unexplained: false,
  unacknowledged: false,
};

/** Whether anything but the period narrows the view. */
export const isNarrowed = (view: View) =>
  view.types.length > 0 ||
  view.categories.length > 0 ||
  view.text.trim() !== '' ||
  view.span !== null ||
  view.unexplained ||
  view.unacknowledged;

/** The view as the engine's filter, without its time. */
export function contentFilter(view: View): ChangeFilter {
  const text = view.text.trim();
  return {
    ...(view.types.length > 0 ? { types: [...view.types] } : {}),
    ...(view.categories.length > 0 ? { categories: [...view.categories] } : {}),
    ...(text === '' ? {} : { text }),
    ...(view.unexplained ? { verdicts: ['standsOut', 'unexplained'] } : {}),
    ...(view.unacknowledged ? { acknowledged: false } : {}),
  };
}

/** The view as the engine's filter. A period has no end: what comes in belongs to it. */
export function listFilter(view: View, stretch: Stretch): ChangeFilter {
  const time = view.span ?? (view.period === 'any' ? {} : { since: stretch.since });
  return { ...contentFilter(view), ...time };
}
