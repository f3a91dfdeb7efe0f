import { z } from 'zod';
import type { BusSignal } from './bus.ts';

const stateSchema = z
  .tuple([z.unknown(), z.object({ StateChangeTimestampMonotonic: z.object({ value: z.bigint() }) })])
  .rest(z.unknown());

/** Microseconds of CLOCK_MONOTONIC, which both systemd and Node's `hrtime` go by. */
const now = () => process.hrtime.bigint() / 1000n;

/**
 * Tells news of a unit from what systemd says of it again. Of some units that nobody uses (gnome-keyring-daemon.service,
 * which its socket starts) it tells the state anew whenever they are read, with the time at which they came into it:
 * taken for news, each collection would cause the next one.
 */
export class News {
  readonly #since = now();
  readonly #told = new Map<string, bigint>();

  /** Whether a signal tells of a state that was told, or was there, before. */
  isOld({ member, body, path }: BusSignal): boolean {
    if (member !== 'PropertiesChanged') return false;
    const at = stateSchema.safeParse(body).data?.[1].StateChangeTimestampMonotonic.value;
    if (at === undefined) return false;
    const before = this.#told.get(path) ?? this.#since;
    if (at <= before) return true;
    this.#told.set(path, at);
    return false;
  }
}
