import type { Status } from '../../shared/model/status.ts';

/** The shortest time between two tellings, in milliseconds. */
const pause = 250;

/** Tells the status when it changed, but not at every step of a progress. */
export class StatusTeller {
  readonly #read: () => Status;
  readonly #tell: (status: Status) => void;
  #timer: NodeJS.Timeout | undefined;
  #toldAt = 0;
  #stopped = false;

  constructor(read: () => Status, tell: (status: Status) => void) {
    this.#read = read;
    this.#tell = tell;
  }

  now(): Status {
    return this.#read();
  }

  changed(): void {
    if (this.#stopped || this.#timer) return;
    const wait = Math.max(0, this.#toldAt + pause - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#toldAt = Date.now();
      this.#tell(this.#read());
    }, wait);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
