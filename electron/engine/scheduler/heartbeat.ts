/** How often a sign of life is stored, in milliseconds: what is known of the time of an end by kill -9. */
const beat = 20_000;
/** A beat that comes this much later by the clock than by the running time says that the machine slept. */
const jump = 15_000;

export interface HeartbeatOptions {
  readonly alive: (at: string) => void;
  /** The machine slept from this moment until now. */
  readonly slept: (from: string) => void;
}

/**
 * Stores signs of life, and notices sleep by itself: timers stand still while the
 * machine sleeps (CLOCK_MONOTONIC, clock_gettime(2)) and the clock does not. So
 * the command line, which hears no power events, knows it too.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: NodeJS.Timeout | undefined;
  #last = { clock: Date.now(), running: performance.now() };
  #sleptUntil = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.alive(new Date().toISOString());
    this.#timer = setInterval(() => this.#beat(), beat);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Whether a sleep that began then is news: power events and the beat tell of the same one. */
  acceptSleep(from: string): boolean {
    // Unless the clock was set back since.
    if (Date.parse(from) < this.#sleptUntil && this.#sleptUntil <= Date.now()) return false;
    this.#sleptUntil = Date.now();
    this.#last = { clock: Date.now(), running: performance.now() };
    return true;
  }

  #beat(): void {
    const now = { clock: Date.now(), running: performance.now() };
    const before = this.#last;
    this.#last = now;
    const slept = now.clock - before.clock - (now.running - before.running);
    if (slept > jump) this.#options.slept(new Date(before.clock).toISOString());
    this.#options.alive(new Date(now.clock).toISOString());
  }
}
