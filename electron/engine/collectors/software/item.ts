import type { Fields, Item } from '../../../shared/model/item.ts';

/** What is told of software; what is left out is none. */
export interface Told {
  readonly version: string | null;
  /** What tells builds of one version apart: a snap's revision, a Flatpak commit. */
  readonly revision?: string | null;
  /** Where updates of it come from, as its manager names it: `latest/stable`, `flathub/stable`. */
  readonly channel?: string | null;
  /** How far a snap is kept from the rest of the machine: `strict`, `classic`, `devmode`. */
  readonly confinement?: string | null;
  readonly softwareType: 'Application' | 'Package' | 'Update';
  /** Who installed it: `dpkg`, `rpm`, `snap`, `npm`…; on Windows `uninstall`, `msi`, `store`, `cbs`. */
  readonly manager: string;
  readonly state?: string | null;
  readonly held?: boolean | null;
  readonly architecture?: string | null;
  readonly publisher?: string | null;
  readonly description?: string | null;
  readonly source?: string | null;
  readonly section?: string | null;
  /** In bytes. */
  readonly installedSize?: number | null;
  /** ISO 8601 in UTC, or a day. */
  readonly installed?: string | null;
  /** Why it is installed: `explicit`, `dependency`. */
  readonly reason?: string | null;
  /** By what its package was checked: `pgp`, `sha256`, `none`. */
  readonly validation?: string | null;
  readonly systemComponent?: boolean | null;
  readonly user?: string | null;
}

const none: Fields = {
  version: null,
  revision: null,
  channel: null,
  confinement: null,
  state: null,
  held: null,
  architecture: null,
  publisher: null,
  description: null,
  softwareType: null,
  source: null,
  section: null,
  installedSize: null,
  manager: null,
  installed: null,
  reason: null,
  validation: null,
  systemComponent: null,
  user: null,
};

/** An item with every field that software has. */
export const softwareItem = (key: string, name: string, told: Told): Item => ({
  type: 'Software',
  key,
  name,
  fields: { ...none, ...told },
});

/** Compares versions by their numbers: below zero where the first is the older one. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
