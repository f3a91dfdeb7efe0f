import type { Change } from '../../../shared/model/change.ts';
import type { PackageRef } from '../../../shared/model/explanation.ts';
import type { Fields } from '../../../shared/model/item.ts';
import { type Evidence, type Finding, nothing } from './evidence.ts';
import { type Done, sameVersion, stepsOf } from './steps.ts';
import { intervalOf, latest, mayBeOf } from './times.ts';
import { doneWords } from './words.ts';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Those whose packages come by transactions, and may have files and daemons; not pip's, nor an AppImage that was put somewhere. */
const managers: ReadonlySet<string> = new Set(['dpkg', 'rpm', 'pacman', 'apk', 'snap', 'flatpak']);

/** Whether a record is of a package that a package manager brought. */
export const isManaged = (change: Pick<Change, 'type' | 'name' | 'before' | 'after'>): boolean =>
  change.type === 'Software' && managers.has(packageOf(change).manager);

/** Whether all that changed is that its owner holds a package back, or no longer does. */
export const isHold = ({ fieldsChanged }: Pick<Change, 'fieldsChanged'>): boolean =>
  fieldsChanged.length > 0 && fieldsChanged.every((name) => name === 'held');

/** The package that a record of software is of. */
export function packageOf({ name, before, after }: Pick<Change, 'name' | 'before' | 'after'>): PackageRef {
  const fields: Fields = after ?? before ?? {};
  const manager = text(fields.manager) ?? '';
  return {
    manager,
    // Flatpak knows applications by ids (`app/ID/x86_64/stable`), which people do not call them by.
    name: (manager === 'flatpak' && text(fields.source)?.split('/')[1]) || name,
    architecture: text(fields.architecture),
    version: text(fields.version),
  };
}

/** Whether a step leads to what the record holds. */
function leadsTo({ step }: Done, { after }: Change): boolean {
  const goes = step.action === 'removed' || step.action === 'purged';
  if (after === null) return goes;
  // Of a package that was taken away, its configuration may stay.
  if (goes) return after.state !== 'installed';
  return step.action === 'configured' || sameVersion(step.to, text(after.version));
}

/** A package's own change: a transaction with that package and these versions explains it. */
export function judgeSoftware(change: Change, { transactions }: Evidence): Finding {
  if (!isManaged(change)) return nothing;
  const own = packageOf(change);
  if (isHold(change)) {
    return { ...nothing, package: own, why: 'No log tells who holds packages back.' };
  }
  const interval = intervalOf(change);
  const done = latest(
    stepsOf(transactions, own).filter((each) => mayBeOf(each.transaction, interval) && leadsTo(each, change)),
  );
  if (done === undefined) {
    return { ...nothing, package: own, why: `No log of ${own.manager} tells of it.` };
  }
  return {
    ...nothing,
    verdict: 'explained',
    transaction: done.transaction.identity,
    tie: 'software',
    package: own,
    why: `${doneWords(done)}.`,
  };
}
