import type { NoiseSource } from '../../electron/shared/contract/alerts.ts';
import { counted, formatCount } from '../../electron/shared/model/format.ts';
import type { PlatformWords } from '../../electron/shared/model/platform-words.ts';
import { capitalised, typeNames } from './values.ts';

/** What kind of thing a source is, in the words of its platform. */
export function noiseKind({ kind, type }: Pick<NoiseSource, 'kind' | 'type'>, { directory }: PlatformWords): string {
  switch (kind) {
    case 'folder':
      return capitalised(directory);
    case 'path':
      return 'File';
    case 'package':
      return 'Package';
    case 'daemon':
      return typeNames[type ?? 'Daemons'].one;
    case 'registry':
      return 'Registry';
    case 'rule':
      return 'Rule';
    case 'other':
      return 'Many small things';
  }
}

/** A share as people say it: `38 %`, and below one `under 1 %`. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 %';
  return `${formatCount(Math.round(share * 100))} %`;
}

/** How much a source made: of a rule its alerts, of others their changes and the alerts they fired. */
export function amountWords({ kind, changes, alerts }: NoiseSource): string {
  if (kind === 'rule') return counted(alerts, 'alert');
  return alerts === 0 ? counted(changes, 'change') : `${counted(changes, 'change')}, ${counted(alerts, 'alert')}`;
}

/** What ignoring a source would have hidden: `312 changes and 4 alerts`. */
export function hiddenWords({ changes, alerts }: { readonly changes: number; readonly alerts: number }): string {
  if (changes === 0 && alerts === 0) return 'nothing';
  return [changes > 0 ? counted(changes, 'change') : '', alerts > 0 ? counted(alerts, 'alert') : '']
    .filter(Boolean)
    .join(' and ');
}

/** The report in its two halves, the largest first: what changed, and which rules fired. Each is a share of its own whole. */
export function noiseHalves(sources: readonly NoiseSource[]): {
  readonly things: readonly NoiseSource[];
  readonly rules: readonly NoiseSource[];
} {
  const largest = sources.toSorted((a, b) => b.share - a.share);
  // What can't be named stands last, however much it is.
  const things = largest.filter(({ kind }) => kind !== 'rule');
  return {
    things: [...things.filter(({ kind }) => kind !== 'other'), ...things.filter(({ kind }) => kind === 'other')],
    rules: largest.filter(({ kind }) => kind === 'rule'),
  };
}
