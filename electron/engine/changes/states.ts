import type { NewChange } from '../../shared/model/change.ts';
import type { FieldValue } from '../../shared/model/item.ts';
import type { DaemonState } from '../../shared/model/settings.ts';

/** The words for what has gone wrong, of every service manager. */
const failures = new Set(['Failed', 'Crashed']);
/** The words of systemd for what does not run, or will not soon. */
const ends = new Set(['Stopped', 'Deactivating']);

/** What a daemon's state counts as; `undefined` where it is not known. */
function countsAs(state: FieldValue | undefined): DaemonState | undefined {
  if (typeof state !== 'string') return undefined;
  if (failures.has(state)) return 'failed';
  return ends.has(state) ? 'stopped' : 'running';
}

/**
 * The changes without those of daemons' states that nobody asked for: a change of state is told if it leads into one of
 * the `wanted` or out of it. What else a daemon's change holds is told in any case, and the inventory has the new state.
 */
export function withoutStates<C extends NewChange>(
  changes: readonly C[],
  wanted: readonly DaemonState[],
): readonly C[] {
  return changes.flatMap((change) => {
    const { type, category, fieldsChanged, before, after } = change;
    if (type !== 'Daemons' || category !== 'Modified' || !fieldsChanged.includes('state')) return [change];
    const ways = [countsAs(before?.state), countsAs(after?.state)];
    // To another word for the same, such as Activating for Running, is told with that.
    if (ways.some((each) => each !== undefined && wanted.includes(each))) return [change];
    const others = fieldsChanged.filter((name) => name !== 'state');
    return others.length === 0 ? [] : [{ ...change, fieldsChanged: others }];
  });
}
