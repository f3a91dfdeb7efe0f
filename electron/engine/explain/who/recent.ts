import type { Witness } from '../types.ts';

/** So long (milliseconds) a number is not given to another process: tens of thousands would have to be started first. */
const notReused = 500;

/** Who processes were that ended a moment ago: their last event is often read when they are gone. */
export class Recent {
  readonly #byPid = new Map<number, { readonly witness: Witness; readonly name: string; readonly at: number }>();

  /** `name` is what the process called itself: with another program it has another one. */
  saw(witness: Witness, name: string, at: number): void {
    this.#byPid.set(witness.actor.pid, { witness, name, at });
  }

  /** `name` is what the process calls itself now; undefined where nothing is left of it. */
  of(pid: number, name: string | undefined, now: number): Witness | undefined {
    const found = this.#byPid.get(pid);
    if (found === undefined || now - found.at >= notReused || (name ?? found.name) !== found.name) return undefined;
    return found.witness;
  }

  tidy(now: number): void {
    for (const [pid, { at }] of this.#byPid) if (now - at >= notReused) this.#byPid.delete(pid);
  }
}
