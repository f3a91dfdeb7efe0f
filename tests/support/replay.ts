import type { Change } from '../../electron/shared/model/change.ts';
import type { Fields } from '../../electron/shared/model/item.ts';
import { walkedFields } from './fresh-walk.ts';

/**
 * Carries changes out on an inventory. Throws where a change does not fit what was
 * there before it: something added twice, something removed that was not there, or a
 * `before` that is not how it was.
 */
export function replay(first: ReadonlyMap<string, Fields>, changes: readonly Change[]): Map<string, Fields> {
  const state = new Map(first);
  for (const { id, key, category, before, after } of changes) {
    const was = JSON.stringify(state.get(key) ?? null);
    const said = JSON.stringify(before === null ? null : walkedFields(before));
    if (was !== said) throw new Error(`Change ${id}, ${category} of ${key}: it was ${was}, but before is ${said}`);
    if (after === null) state.delete(key);
    else if (JSON.stringify(walkedFields(after)) === was) throw new Error(`Change ${id} of ${key} changes nothing`);
    else state.set(key, walkedFields(after));
  }
  return state;
}
