import type { ChangeFilter } from '../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../electron/shared/model/change.ts';
import { searchedKey } from '../../electron/shared/model/searched.ts';

/**
 * Whether what a filter finds depends on what stands beside the log, and so changes without a new change: the engine
 * alone tells then what belongs to it.
 */
export const looksBeside = ({ verdicts, acknowledged, cause }: ChangeFilter): boolean =>
  verdicts !== undefined || acknowledged !== undefined || cause !== undefined;

/** Whether a change that just came in belongs to a list with this filter; the same rule as the engine's, of the log alone. */
export function matchesFilter(change: ListedChange, filter: ChangeFilter): boolean {
  const { types, categories, since, until, text } = filter;
  if (types && !types.includes(change.type)) return false;
  if (categories && !categories.includes(change.category)) return false;
  const noticed = Date.parse(change.noticedAt);
  if (since !== undefined && noticed < Date.parse(since)) return false;
  if (until !== undefined && noticed > Date.parse(until)) return false;
  const name = change.name.toLowerCase();
  const key = searchedKey(change).toLowerCase();
  const words = (text ?? '').toLowerCase().split(/\s+/);
  return words.every((word) => name.includes(word) || key.includes(word));
}
