import type { Problem } from '../../../shared/model/problem.ts';
import type { ChangedList, KnownList, OwnershipMemory } from './memory.ts';
import { sameHashes } from './path-hash.ts';
import type { PackageSource } from './source.ts';
import type { Turns } from './turns.ts';

/** What is saved at once: more lists, or more bytes of hashes, would hold up the engine's other work. */
const portion = { lists: 512, bytes: 512 * 1024 };

/** Which paths packages have and had: in memory as in the store. */
export class KnownLists {
  readonly #memory: OwnershipMemory;
  readonly #has = new Map<string, Map<string, KnownList>>();
  #had: KnownList[] = [];
  #loaded = false;

  constructor(memory: OwnershipMemory) {
    this.#memory = memory;
  }

  /** What each package of a manager has, by its list's name. */
  has(manager: string): ReadonlyMap<string, KnownList> {
    return this.#of(manager);
  }

  /** What packages of a manager had before. */
  had(manager: string): readonly KnownList[] {
    return this.#had.filter((each) => each.package.manager === manager);
  }

  /** Takes up what was known when Tidemark ran last. */
  async load(turns: Turns): Promise<void> {
    if (this.#loaded) return;
    this.#has.clear();
    this.#had = [];
    for (const slice of this.#memory.load()) {
      for (const { had, ...known } of slice) {
        if (had) this.#had.push(known);
        else this.#of(known.package.manager).set(known.list, known);
      }
      await turns.next();
    }
    this.#loaded = true;
  }

  /** Reads what is new or has changed since it was last read, a portion at a time: what is saved is not read again. */
  async refresh(source: PackageSource, turns: Turns, signal: AbortSignal): Promise<readonly Problem[]> {
    const survey = await source.survey(turns, signal);
    if (survey.state === 'unreadable') return [survey.problem];
    if (survey.state !== 'listed') return [];
    const { lists } = survey;
    const has = this.#of(source.manager);
    const changed = [...lists].filter(([list, { stamp }]) => has.get(list)?.stamp !== stamp).map(([list]) => list);
    let waiting: ChangedList[] = [];
    let bytes = 0;
    const save = (gone: readonly KnownList[]) => {
      if (waiting.length > 0 || gone.length > 0) this.#save(waiting, gone);
      waiting = [];
      bytes = 0;
    };
    const found = (list: string, hashes: Uint32Array | undefined) => {
      const seen = lists.get(list);
      if (hashes === undefined || seen === undefined) return;
      const before = has.get(list);
      const keepsBefore = before !== undefined && !sameHashes(before.hashes, hashes);
      waiting.push({ now: { ...seen, list, hashes }, keepsBefore });
      bytes += hashes.byteLength;
      if (waiting.length >= portion.lists || bytes >= portion.bytes) save([]);
    };
    const problems = await source.read(changed, found, turns, signal);
    save([...has.values()].filter(({ list }) => !lists.has(list)));
    if (problems.length === 0) survey.done();
    return problems;
  }

  settle(): void {
    if (this.#loaded && this.#had.length === 0) return;
    this.#memory.settle();
    this.#had = [];
  }

  #save(changed: readonly ChangedList[], gone: readonly KnownList[]): void {
    this.#memory.save(changed, gone);
    for (const { now, keepsBefore } of changed) {
      const has = this.#of(now.package.manager);
      const before = has.get(now.list);
      if (keepsBefore && before !== undefined) this.#had.push(before);
      has.set(now.list, now);
    }
    for (const each of gone) {
      this.#had.push(each);
      this.#of(each.package.manager).delete(each.list);
    }
  }

  #of(manager: string): Map<string, KnownList> {
    const known = this.#has.get(manager) ?? new Map<string, KnownList>();
    this.#has.set(manager, known);
    return known;
  }
}
