import { setTimeout } from 'node:timers/promises';
import { processorTime } from './process.ts';

/** Seconds until what follows a look at everything is over too: its threads end, memory is tidied. */
const settling = 45;
/** Seconds over which rest is measured. */
const span = 60;

/** Lets the start's work come to its end. A stretch of time, and no event to be waited for. */
export const rest = () => setTimeout(settling * 1000);

/** The share of one core (per cent) that a process uses while nothing happens. */
export async function idleShare(pid: number): Promise<number> {
  const before = processorTime(pid);
  await setTimeout(span * 1000);
  return ((processorTime(pid) - before) / span) * 100;
}
