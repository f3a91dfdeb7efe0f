import type { Cause, PackageRef, PackageStep, Shipped, Verdict } from '../../electron/shared/model/explanation.ts';
import { formatCount } from '../../electron/shared/model/format.ts';
import { printable } from '../../electron/shared/model/printable.ts';
import { clock } from './time.ts';

/** What a verdict is called, and what it means. */
export const verdictWords: Readonly<Record<Verdict, { readonly label: string; readonly meaning: string }>> = {
  pending: { label: 'pending', meaning: 'What explains it is not known yet' },
  explained: { label: 'explained', meaning: 'A transaction of a package manager did it' },
  planned: { label: 'planned', meaning: 'It happened while you had said that changes were to come' },
  standsOut: { label: 'stands out', meaning: 'It belongs to a package, and no transaction did it' },
  unexplained: { label: 'unexplained', meaning: 'Nothing is known of its cause' },
};

export const shippedWords: Readonly<Record<Shipped, string>> = {
  shipped: 'as the package ships them',
  altered: 'not as the package ships them',
  unknown: 'can’t be compared with what the package ships',
};

/** `curl 8.14.1-2 (amd64)`. */
export function packageWords({ name, version, architecture }: PackageRef): string {
  return printable(
    `${name}${version === null ? '' : ` ${version}`}${architecture === null ? '' : ` (${architecture})`}`,
  );
}

/** The versions of a step: `3.0.15 → 3.0.17`, or the one that there is. */
export function versionWords({ from, to }: Pick<PackageStep, 'from' | 'to'>): string {
  if (from !== null && to !== null && from !== to) return printable(`${from} → ${to}`);
  return printable(to ?? from ?? '');
}

/** So many packages are named in a card. */
const named = 3;

/** What a card says below its title: who asked, by which command, and of which packages; of a plan, that it is one. */
export function causeLine({ kind, user, command, packages, endedAt }: Cause): string {
  if (kind === 'planned') {
    return endedAt === null ? 'A plan of yours that is open' : `A plan of yours, ended at ${clock(endedAt)}`;
  }
  const [first, ...others] = packages.slice(0, named);
  const more = packages.length - named;
  const names = first && [`${first.name} ${versionWords(first)}`.trim(), ...others.map(({ name }) => name)].join(', ');
  const rest = more > 0 ? ` and ${formatCount(more)} more` : '';
  return printable([user, command, names && `${names}${rest}`].filter(Boolean).join(' · '));
}

/** How many changes are tied to a cause. */
export const tiedTo = ({ counts }: Pick<Cause, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
