import { z } from 'zod';
import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';
import { readWords } from './shell-words.ts';

/** What is asked of every package, in the order of `packageSchema`. */
const tags = [
  '%{NAME:shescape}',
  // `epoch:version-release`, or without the first where it has none.
  '%{EVR:shescape}',
  '%{ARCH:shescape}',
  '%{VENDOR:shescape}',
  '%{PACKAGER:shescape}',
  '%{SUMMARY:shescape}',
  '%{SOURCERPM:shescape}',
  '%{GROUP:shescape}',
  '%{LONGSIZE}',
  '%{INSTALLTIME}',
  // Greater for what was installed later.
  '%{DBINSTANCE}',
];

/** The query format of one line a package. */
export const packageFormat = `${tags.join(' ')}\\n`;
export const nameFormat = '%{NAME:shescape}\\n';

const word = z.string().nullable();
const count = z.coerce.number().int().nonnegative();
const packageSchema = z
  .tuple([z.string().min(1), z.string().min(1), word, word, word, word, word, word, count, count, count])
  .transform(([name, evr, arch, vendor, packager, summary, sourceRpm, group, size, installTime, instance]) => ({
    name,
    evr,
    // Keys that packages are signed with have none.
    architecture: arch,
    publisher: vendor ?? packager,
    summary,
    sourceRpm,
    group,
    size,
    installTime,
    instance,
  }));

/** A package as rpm's database holds it. */
export type RpmPackage = Readonly<z.infer<typeof packageSchema>>;

/** Parses an answer in `packageFormat`. Throws WordsError or a ZodError. */
export const parsePackages = (answer: string): readonly RpmPackage[] =>
  readWords(answer).map((line) => packageSchema.parse(line));

/** Parses an answer in `nameFormat`, between lines in which rpm says in its own words what nothing provides. */
export function parseNames(answer: string): ReadonlySet<string> {
  const quoted = answer.split('\n').filter((line) => /^'[^']+'$/.test(line));
  return new Set(quoted.map((line) => line.slice(1, -1)));
}

/** Packages with the keys of their items. */
export interface KeyedPackages {
  readonly packages: ReadonlyMap<string, RpmPackage>;
  /** Keys of which several versions are installed that replace one another: all of them. */
  readonly doubled: readonly string[];
}

/**
 * Gives packages their keys. What is installed beside its own other versions (kernels, and the keys that packages
 * are signed with) has its version in its key: `rpm:kernel-core:x86_64:6.5.6-300.fc39`; each is an item of its own. Everything else
 * has `rpm:bash:x86_64`, so that an upgrade is the same item with another version. If several versions of such a
 * package are installed nevertheless, as they are in the middle of an upgrade and after one that broke off, the one that came last has
 * that key, and the others have their versions in theirs.
 */
export function keyed(found: readonly RpmPackage[], sideBySide: ReadonlySet<string>): KeyedPackages {
  const packages = new Map<string, RpmPackage>();
  const doubled = new Set<string>();
  for (const each of [...found].sort((a, b) => b.instance - a.instance)) {
    const plain = `rpm:${each.name}:${each.architecture ?? 'none'}`;
    const versioned = `${plain}:${each.evr}`;
    if (sideBySide.has(each.name)) {
      if (!packages.has(versioned)) packages.set(versioned, each);
      continue;
    }
    const newest = packages.get(plain);
    if (newest === undefined) packages.set(plain, each);
    // The same version twice is a reinstallation.
    else if (newest.evr !== each.evr) {
      packages.set(versioned, each);
      doubled.add(plain).add(versioned);
    }
  }
  return { packages, doubled: [...doubled] };
}

/** A package as an item. */
export function toItem(key: string, found: RpmPackage): Item {
  return softwareItem(key, found.name, {
    version: found.evr,
    architecture: found.architecture,
    publisher: found.publisher,
    description: found.summary,
    softwareType: 'Package',
    source: found.sourceRpm?.replace(/-[^-]+-[^-]+\.(no)?src\.rpm$/, '') ?? null,
    // What rpmbuild writes for none.
    section: found.group === 'Unspecified' ? null : found.group,
    installedSize: found.size,
    manager: 'rpm',
    installed: found.installTime === 0 ? null : new Date(found.installTime * 1000).toISOString(),
  });
}
