import type { Change } from '../../shared/model/change.ts';
import type { PackageAction, PackageStep, Transaction } from '../../shared/model/explanation.ts';
import { compareVersions } from '../../shared/model/versions.ts';
import { isManaged, packageOf } from '../explain/verdict/software.ts';
import { madeUpPrefix } from '../explain/verdict/words.ts';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function actionOf(from: string | null, to: string | null): PackageAction {
  if (to === null) return 'removed';
  if (from === null) return 'installed';
  const order = compareVersions(from, to);
  if (order === 0) return 'configured';
  return order < 0 ? 'upgraded' : 'downgraded';
}

function stepOf(change: Change): PackageStep {
  const { name, architecture } = packageOf(change);
  const from = text(change.before?.version);
  const to = text(change.after?.version);
  const action = change.before === null ? 'installed' : change.after === null ? 'removed' : actionOf(from, to);
  return { action, name, architecture, from, to };
}

/**
 * Transactions made of packages' own changes that no log tells of: those of one manager that one collection found are
 * one. What the packages' files and daemons did is explained by it all the same; who ran it is not known.
 */
export function madeUp(changes: readonly Change[]): readonly Transaction[] {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    const { manager } = packageOf(change);
    if (!isManaged(change)) continue;
    const identity = `${madeUpPrefix}${manager}:${change.noticedAt}`;
    found.set(identity, [...(found.get(identity) ?? []), change]);
  }
  return [...found].map(([identity, together]) => {
    const [first] = together as [Change, ...Change[]];
    const { manager } = packageOf(first);
    return {
      identity,
      tool: manager,
      manager,
      startedAt: first.since,
      endedAt: first.noticedAt,
      command: null,
      user: null,
      packages: together.map(stepOf),
      fault: null,
    };
  });
}

/** Joins what was made up before with what belongs to it: a collection's changes may be looked at in more than one go. */
export function joined(known: readonly Transaction[], more: readonly Transaction[]): readonly Transaction[] {
  const all = new Map(known.map((each) => [each.identity, each]));
  for (const each of more) {
    const before = all.get(each.identity)?.packages ?? [];
    const added = each.packages.filter(
      ({ name, architecture }) => !before.some((step) => step.name === name && step.architecture === architecture),
    );
    all.set(each.identity, { ...each, packages: [...before, ...added] });
  }
  return [...all.values()];
}
