import { closeSync, readFileSync } from 'node:fs';
import type { FanotifyEvent } from './fanotify-events.ts';

/**
 * Whether a process with an event's number is the one that caused it. What was read of a process is told by its number
 * alone, which another one may have taken since.
 */
export interface Certainty {
  /** Asked after the process was looked at. */
  isSame(event: FanotifyEvent): boolean;
  /** What there is will be read now. */
  reading(): void;
  /** There was nothing left when `reading` was last told. */
  empty(): void;
  /** Done with an event. */
  release(event: FanotifyEvent): void;
}

/** By a descriptor of the process (pidfd_open(2)): as long as the process is there, its number is no other's. */
export const byDescriptor: Certainty = {
  isSame({ pid, pidfd }) {
    if (pidfd === null || pidfd < 0) return false;
    try {
      // It says -1 of a process that is gone.
      return readFileSync(`/proc/self/fdinfo/${pidfd}`, 'utf8').includes(`\nPid:\t${pid}\n`);
    } catch {
      return false;
    }
  },
  reading: () => undefined,
  empty: () => undefined,
  release({ pidfd }) {
    if (pidfd !== null && pidfd >= 0) closeSync(pidfd);
  },
};

/** The clock of `starttime` in proc_pid_stat(5): hundredths of a second since the start of the machine. */
const tick = 10;

/**
 * By when the process was started, where the kernel gives no descriptors: one that was there when all was heard for
 * the last time, before the event, is the one that caused it.
 */
export class ByStart implements Certainty {
  #reading = Number.NEGATIVE_INFINITY;
  #heardAll = Number.NEGATIVE_INFINITY;

  isSame({ pid }: FanotifyEvent): boolean {
    const started = startOf(pid);
    return started !== undefined && (started + 1) * tick < this.#heardAll;
  }

  reading(): void {
    this.#reading = sinceBoot();
  }

  empty(): void {
    this.#heardAll = this.#reading;
  }

  release(): void {}
}

function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it is in parentheses, and may hold anything.
    const started = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    return Number.isInteger(started) ? started : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since the machine was started, its sleep among them, as the kernel counts them for processes. */
function sinceBoot(): number {
  return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
}
