import type { Actor, Cause, PackageAction, PackageRef, PackageStep } from './explanation.ts';
import { counted, formatCount } from './format.ts';
import { itemTypes } from './item.ts';
import { printable } from './printable.ts';
import { nouns } from './words.ts';

/** What a cause's title is made of. */
export type Titled = Pick<Cause, 'kind' | 'name' | 'tool' | 'packages'>;

/** In the order in which a title tells them. */
const told: readonly PackageAction[] = ['installed', 'upgraded', 'downgraded', 'reinstalled', 'removed', 'purged'];

/** What a transaction was about: packages whose scripts alone ran count where there are no others. */
function matter(packages: readonly PackageStep[]): readonly PackageStep[] {
  const changed = packages.filter(({ action }) => action !== 'configured');
  return changed.length > 0 ? changed : packages;
}

/**
 * What a cause is called: `apt upgraded 12 packages`, `apt installed nginx`, `dnf: 3 packages installed, 12 upgraded`;
 * a plan as its owner called it.
 */
export function causeTitle({ kind, name, tool, packages }: Titled): string {
  if (kind === 'planned') return printable(name ?? 'Planned changes');
  const by = printable(tool ?? 'A package manager');
  const steps = matter(packages);
  const [first] = steps;
  if (first === undefined) return `${by} ran`;
  if (steps.length === 1) return `${by} ${first.action} ${printable(first.name)}`;
  if (steps.every(({ action }) => action === first.action)) {
    return `${by} ${first.action} ${counted(steps.length, 'package')}`;
  }
  const counts = told
    .map((action) => ({ action, count: steps.filter((step) => step.action === action).length }))
    .filter(({ count }) => count > 0);
  const words = counts.map(({ action, count }, index) =>
    index === 0 ? `${counted(count, 'package')} ${action}` : `${formatCount(count)} ${action}`,
  );
  return `${by}: ${words.join(', ')}`;
}

/** How many changes are tied to a cause: `412 files, 3 daemons`; empty where there are none. */
export function causeCounts({ counts }: Pick<Cause, 'counts'>): string {
  return itemTypes
    .flatMap((type) => {
      const count = counts[type] ?? 0;
      if (count === 0) return [];
      return [type === 'Machine' ? counted(count, nouns.Machine, 'parts of the machine') : counted(count, nouns[type])];
    })
    .join(', ');
}

/** Who wrote a file: `/usr/bin/vim (alice)`, `/usr/bin/vim (root, signed in as alice)`. */
export function actorWords({ program, uid, user, loginUser }: Actor): string {
  const account = user ?? `user ${uid}`;
  const signedIn = loginUser === null || loginUser === account ? '' : `, signed in as ${loginUser}`;
  return printable(`${program} (${account}${signedIn})`);
}

/** A package as one reads it: `curl 8.2`, as far as its version is known. */
export const packageWords = ({ name, version }: Pick<PackageRef, 'name' | 'version'>): string =>
  version === null ? name : `${name} ${version}`;
