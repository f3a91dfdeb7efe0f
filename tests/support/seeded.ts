/** Chance that can be had again: the same seed gives the same numbers (mulberry32, in the public domain). */
export class Seeded {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, but not, `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  one<T>(of: readonly [T, ...T[]]): T {
    return of[this.below(of.length)] ?? of[0];
  }
}

/**
 * The shortest list, found by leaving out ever smaller runs, for which `fails` still
 * holds. Each try counts: at most so many.
 */
export async function shrink<T>(
  list: readonly T[],
  fails: (list: readonly T[]) => Promise<boolean>,
  tries: number,
): Promise<readonly T[]> {
  let shortest = list;
  let left = tries;
  for (let run = Math.ceil(list.length / 2); run >= 1; run = run === 1 ? 0 : Math.ceil(run / 2)) {
    for (let at = 0; at < shortest.length && left > 0; ) {
      const shorter = [...shortest.slice(0, at), ...shortest.slice(at + run)];
      left--;
      if (shorter.length > 0 && (await fails(shorter))) shortest = shorter;
      else at += run;
    }
  }
  return shortest;
}
