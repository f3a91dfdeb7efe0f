import type { Witness } from '../types.ts';
import type { Process } from './processes.ts';

/** So long (milliseconds) a number is not given to another process: tens of thousands would have to be started first. */
const notReused = 500;

/**
 * Who processes were a moment ago. Many have ended by the time at which their last event is read; and of one that
 * writes thousands of files not everything has to be read anew each time.
 */
export class Recent {
  readonly #byPid = new Map<number, { readonly witness: Witness; readonly name: string; readonly at: number }>();

  /** `name` is what the process called itself: with another program it has another one. */
  saw(witness: Witness, name: string, at: number): void {
    this.#byPid.set(witness.actor.pid, { witness, name, at });
  }

  /** `left` is what there is of the process now, if anything: with another name or account it is asked for anew. */
  of(pid: number, left: Process | undefined, now: number): Witness | undefined {
    const found = this.#byPid.get(pid);
    if (found === undefined || now - found.at >= notReused) return undefined;
    const { witness, name } = found;
    const isOther = left !== undefined && (left.name !== name || left.uid !== witness.actor.uid);
    return isOther ? undefined : witness;
  }

  tidy(now: number): void {
    for (const [pid, { at }] of this.#byPid) if (now - at >= notReused) this.#byPid.delete(pid);
  }
}
