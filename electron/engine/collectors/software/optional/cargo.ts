import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';
import { createScopedSource, type Scope, type ScopeOptions } from '../scopes.ts';
import { ifThere, readWhole } from '../small-files.ts';
import type { SoftwareSource } from '../source.ts';
import { type InstalledCrate, parseCrates2, parseCratesToml } from './cargo-record.ts';
import { keyPath } from './gathered.ts';

/** Bytes that cargo's record has at most. */
const mostBytes = 16 * 1024 * 1024;
/** How often a record is read that is not whole, and milliseconds between: cargo writes over it, not beside it. */
const attempts = { most: 4, every: 100 };

/** Programs that people have installed by `cargo install`, from cargo's own record of them. */
export function createCargoSource(options: ScopeOptions = {}): SoftwareSource {
  const folderOf = ({ base }: Scope) => join(base, '.cargo');
  return createScopedSource(
    {
      id: 'cargo',
      peopleOnly: true,
      wanted: ({ tracking }) => tracking.software.optional.cargo,
      read: async (scope, { signal }) => {
        const crates = await readRecord(folderOf(scope), signal);
        const items = crates.map((each) => toItem(each, crates, scope));
        return { state: 'collected', items, unsettled: new Set() };
      },
      places: async (scope) => [{ folder: folderOf(scope), wanted: isRecord }],
    },
    options,
  );
}

const isRecord = (name: string): boolean => name === '.crates2.json' || name === '.crates.toml';

async function readRecord(folder: string, signal: AbortSignal): Promise<readonly InstalledCrate[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const json = await ifThere(readWhole(join(folder, '.crates2.json'), mostBytes));
      if (json !== undefined) return parseCrates2(json);
      const toml = await ifThere(readWhole(join(folder, '.crates.toml'), mostBytes));
      return toml === undefined ? [] : parseCratesToml(toml);
    } catch (error) {
      if (attempt === attempts.most) {
        const cause = error instanceof SyntaxError ? 'it is no whole JSON' : error;
        throw new Error(`cargo’s record in ${folder} is not what it should be: ${causeOf(cause)}`, { cause: error });
      }
      await wait(attempts.every, undefined, { signal });
    }
  }
}

const causeOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function toItem(crate: InstalledCrate, all: readonly InstalledCrate[], { user, base }: Scope): Item {
  // Of one name there can be several, with programs of other names each.
  const apart = all.some((each) => each !== crate && each.name === crate.name) ? `:${crate.version}` : '';
  return softwareItem(`cargo:${keyPath(join(base, '.cargo'))}:${crate.name}${apart}`, crate.name, {
    version: crate.version,
    // Of a crate from a repository, the commit.
    revision: /^git\+[^#]*#(.+)$/.exec(crate.source)?.[1] ?? null,
    state: 'installed',
    description: crate.programs.length === 0 ? null : `Programs: ${crate.programs.join(', ')}`,
    softwareType: 'Package',
    source: crate.source || null,
    manager: 'cargo',
    user,
  });
}
