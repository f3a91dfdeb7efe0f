import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createOwnership } from '../../electron/engine/explain/ownership/index.ts';
import type { PackageSource } from '../../electron/engine/explain/ownership/source.ts';
import type { Owner } from '../../electron/engine/explain/types.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import type { Problem } from '../../electron/shared/model/problem.ts';
import { temporaryFolder } from './temporary.ts';

export const unaborted = new AbortController().signal;

/** Ownership over a store of the test's own, which can be stopped and started again. */
export class TestOwnership {
  readonly #dataDir = join(temporaryFolder(), 'data');
  readonly #sources: () => readonly PackageSource[];
  readonly #root: string;
  #store = openStore(this.#dataDir, 'a test').store;
  #ownership: ReturnType<typeof createOwnership>;

  constructor(sources: () => readonly PackageSource[], root = '') {
    this.#sources = sources;
    this.#root = root;
    this.#ownership = this.#start();
    onTestFinished(() => this.#store.close());
  }

  async refresh(): Promise<readonly Problem[]> {
    return this.#ownership.refresh(unaborted);
  }

  async owners(path: string): Promise<readonly Owner[]> {
    return (await this.ownersOf([path])).get(path) ?? [];
  }

  async ownersOf(paths: readonly string[]): Promise<ReadonlyMap<string, readonly Owner[]>> {
    return this.#ownership.ownersOf(paths, unaborted);
  }

  settle(): void {
    this.#ownership.settle();
  }

  /** Stops and starts again: what is known then is what the store holds. */
  restart(): void {
    this.#store.close();
    this.#store = openStore(this.#dataDir, 'a test').store;
    this.#ownership = this.#start();
  }

  #start() {
    return createOwnership({ memory: this.#store.packageFiles, sources: this.#sources(), root: this.#root });
  }
}

/** Owners in a few words: `name version`, with what is to be said of each. */
export const inWords = (owners: readonly Owner[]): string[] =>
  owners
    .map(
      ({ package: { name, version }, present, conffile, digest }) =>
        `${name} ${version}${present ? '' : ' had it'}${conffile ? ' conffile' : ''}${digest === null ? '' : ` ${digest.method}`}`,
    )
    .sort();
