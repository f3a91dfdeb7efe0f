import { readFileSync } from 'node:fs';
import { Damaged } from '../lines.ts';
import { markOf } from '../marks.ts';
import { codeOf } from '../problems.ts';
import type { Diverter, ListedAs } from '../source.ts';

interface Diversion {
  readonly path: string;
  readonly to: string;
  /** The package whose own file stays under the name; `undefined` where every package's goes aside. */
  readonly by: string | undefined;
}

/** The diversions of a machine, as they are and as they were. */
export class DivertedPaths {
  readonly #file: string;
  #mark: string | undefined;
  #now: Diversions | undefined;
  #former: readonly Diversions[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads them anew where they changed. Throws as `Diversions.read` does. */
  refresh(): void {
    const mark = markOf(this.#file);
    if (this.#now !== undefined && mark === this.#mark) return;
    const now = Diversions.read(this.#file);
    if (this.#now !== undefined) this.#former = [...this.#former, this.#now];
    this.#now = now;
    this.#mark = mark;
  }

  /** The names that a path on the disk goes, and went, by in packages' lists. */
  listedAs(path: Uint8Array): readonly ListedAs[] {
    const former = this.#former.flatMap((each) => each.listedElsewhere(path) ?? []);
    return [
      ...(this.#now?.listedAs(path) ?? [{ path }]),
      ...former.map((name) => ({ ...name, former: true as const })),
    ];
  }

  /** The packages that divert others from a path, or to it, and those that did. */
  divertersOf(path: Uint8Array): readonly Diverter[] {
    const now = this.#now?.diverterOf(path);
    const former = this.#former.flatMap((each) => each.diverterOf(path) ?? []);
    return [...(now === undefined ? [] : [{ name: now }]), ...former.map((name) => ({ name, former: true as const }))];
  }

  /** Lets go what was. */
  settle(): void {
    this.#former = [];
  }
}

/** Paths that dpkg puts elsewhere than packages say (dpkg-divert(1)). Bytes are characters of the same number here. */
class Diversions {
  readonly #from: ReadonlyMap<string, Diversion>;
  readonly #to: ReadonlyMap<string, Diversion>;

  private constructor(diversions: readonly Diversion[]) {
    this.#from = new Map(diversions.map((each) => [each.path, each]));
    this.#to = new Map(diversions.map((each) => [each.to, each]));
  }

  /**
   * Reads dpkg's file of them: three lines each, with the path, the path that it is diverted to, and the package that
   * diverts it (`:` for the machine's owner). Throws `Damaged`, and the system's error.
   */
  static read(file: string): Diversions {
    let text: string;
    try {
      text = readFileSync(file, 'latin1');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new Diversions([]);
      throw error;
    }
    const lines = text.split('\n');
    if (lines.pop() !== '' || lines.length % 3 !== 0) throw new Damaged('it ends in the midst of a diversion', file);
    const found: Diversion[] = [];
    for (let at = 0; at < lines.length; at += 3) {
      const [path = '', to = '', by = ''] = lines.slice(at, at + 3);
      if (!path.startsWith('/') || !to.startsWith('/')) throw new Damaged('it holds a diversion without paths', file);
      found.push({ path, to, by: by === ':' ? undefined : by });
    }
    return new Diversions(found);
  }

  /** The names that a path on the disk goes by in packages' lists. */
  listedAs(path: Uint8Array): readonly ListedAs[] {
    const name = Buffer.from(path).toString('latin1');
    const names: ListedAs[] = [];
    const from = this.#from.get(name);
    if (from === undefined) names.push({ path });
    else if (from.by !== undefined) names.push({ path, only: from.by });
    const elsewhere = this.listedElsewhere(path);
    if (elsewhere !== undefined) names.push(elsewhere);
    return names;
  }

  /** The name that a path on the disk goes by in packages' lists because it is diverted to there. */
  listedElsewhere(path: Uint8Array): ListedAs | undefined {
    const to = this.#to.get(Buffer.from(path).toString('latin1'));
    if (to === undefined) return undefined;
    const listed = Buffer.from(to.path, 'latin1');
    return to.by === undefined ? { path: listed } : { path: listed, except: to.by };
  }

  /** The package that diverts others from a path, or to it: what it moved there, it has a part in. */
  diverterOf(path: Uint8Array): string | undefined {
    const name = Buffer.from(path).toString('latin1');
    return (this.#from.get(name) ?? this.#to.get(name))?.by;
  }
}
