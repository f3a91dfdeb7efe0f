import type { Problem } from '../../../shared/model/problem.ts';
import type { Owner, Ownership } from '../types.ts';
import { Aliases } from './aliases.ts';
import { createApkSource } from './apk/index.ts';
import { createDpkgSource } from './dpkg/index.ts';
import { findOwners } from './find-owners.ts';
import { KnownLists } from './known-lists.ts';
import type { OwnershipMemory } from './memory.ts';
import { createPacmanSource } from './pacman/index.ts';
import { createRpmSource } from './rpm/index.ts';
import type { PackageSource } from './source.ts';
import { Turns } from './turns.ts';

export interface OwnershipOptions {
  readonly memory: OwnershipMemory;
  /** Those of every package manager that keeps lists of files, by default. */
  readonly sources?: readonly PackageSource[];
  /** The folder that stands for the machine's root, with no slash at its end. */
  readonly root?: string;
}

/**
 * Which package has which path. For each of a machine's paths eight bytes are held, a hash of it; what a hash seems to
 * find is made sure of in the package's own list, which also tells what it ships there.
 */
export function createOwnership(options: OwnershipOptions): Ownership {
  const { memory, root = '' } = options;
  const sources = options.sources ?? [createDpkgSource(), createRpmSource(), createPacmanSource(), createApkSource()];
  const lists = new KnownLists(memory);
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: a source that is being read is not asked. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };

  return {
    refresh: (signal) =>
      inTurn(async () => {
        const turns = new Turns(signal);
        await lists.load(turns);
        const problems: Problem[] = [];
        for (const source of sources) problems.push(...(await lists.refresh(source, turns, signal)));
        return problems;
      }),
    ownersOf: (paths, signal) =>
      inTurn(async () => {
        const turns = new Turns(signal);
        await lists.load(turns);
        const aliases = Aliases.read(root);
        const found = new Map<string, Owner[]>();
        const keys = [...new Set(paths)];
        for (const source of sources) await findOwners(source, lists, keys, aliases, found, turns, signal);
        return found;
      }),
    settle: () => {
      lists.settle();
      for (const source of sources) source.settle?.();
    },
  };
}
