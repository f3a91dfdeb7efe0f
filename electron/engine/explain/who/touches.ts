import type { Actor } from '../../../shared/model/explanation.ts';
import type { Witness } from '../types.ts';

/** What one and the same actor did to a path, at the least at its two ends; moments are milliseconds since 1970. */
interface Touch {
  /** `null` where it is not known who it was. */
  witness: Witness | null;
  readonly first: number;
  last: number;
}

/** More times of which nothing is known are told as one. */
const mostGaps = 50;

/**
 * Who touched which path and when, as far as it was seen. It holds so many paths; beyond that those go that were not
 * touched for the longest time.
 */
export class Touches {
  readonly #most: number;
  readonly #byPath = new Map<string, Touch[]>();
  /** Nothing is known for certain of what was before. */
  #forgotten = Number.NEGATIVE_INFINITY;
  #gaps: { readonly from: number; readonly to: number }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get paths(): number {
    return this.#byPath.size;
  }

  add(path: string, witness: Witness | null, at: number): void {
    const touches = this.#byPath.get(path) ?? [];
    const latest = touches.at(-1);
    if (latest !== undefined && isSame(latest.witness, witness)) {
      latest.last = Math.max(latest.last, at);
      latest.witness = witness;
    } else {
      touches.push({ witness, first: at, last: at });
    }
    // What was touched last stands last.
    this.#byPath.delete(path);
    this.#byPath.set(path, touches);
    if (this.#byPath.size > this.#most) this.#forgetOne();
  }

  /** Between these moments touches may have been missed. */
  missed(from: number, to: number): void {
    this.#gaps.push({ from, to });
    if (this.#gaps.length > mostGaps) this.#forgotten = Math.max(this.#forgotten, this.#gaps.shift()?.to ?? 0);
  }

  /** The one who alone touched a path between two moments; undefined where nobody did, or not certainly one alone. */
  of(path: string, from: number, to: number): Witness | undefined {
    if (from <= this.#forgotten) return undefined;
    if (this.#gaps.some((gap) => gap.from <= to && gap.to >= from)) return undefined;
    const touches = (this.#byPath.get(path) ?? []).filter(({ first, last }) => last >= from && first <= to);
    const latest = touches.at(-1)?.witness ?? null;
    if (latest === null || touches.some(({ witness }) => !isSame(witness, latest))) return undefined;
    return latest;
  }

  #forgetOne(): void {
    for (const [path, touches] of this.#byPath) {
      this.#byPath.delete(path);
      this.#forgotten = Math.max(this.#forgotten, touches.at(-1)?.last ?? 0);
      return;
    }
  }
}

/** Whether two are one process, or two of the same program, user and login user. */
function isSame(a: Witness | null, b: Witness | null): boolean {
  if (a === null || b === null) return a === b;
  return a.manager === b.manager && isSameActor(a.actor, b.actor);
}

const isSameActor = (a: Actor, b: Actor) => a.program === b.program && a.uid === b.uid && a.loginUser === b.loginUser;
