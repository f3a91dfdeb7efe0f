import type { Entry, LogForm, Timed } from './entries.ts';
import { type Found, KeptPart } from './kept-part.ts';
import { closeFile, type Faults, LogError, openPart, type Part, partsOf } from './rotations.ts';

/** What is asked of a log. */
export interface LogRequest {
  /** Milliseconds since 1970. */
  readonly moment: number;
  /** The zone of times without one, by its name in the tz database. */
  readonly zone: string;
  /** Told of a file that can't be read; the others are. */
  readonly fault: Faults;
  readonly signal: AbortSignal;
}

/** So often a rotation may come between the listing and the opening. */
const attempts = 5;

/** Entries before those asked for that are given too: what shares its second with one of them is told apart by them. */
const beforehand = 2;

/**
 * A log and its rotations, read once: what is remembered of a file goes by its inode, size and time of change, and of
 * one that has grown only what is new is read. Entries are kept, and no lines.
 */
export class RememberedLog<E extends Entry> {
  readonly #log: string;
  readonly #form: LogForm<E>;
  /** By inode, which a file keeps when it is put aside. */
  readonly #kept = new Map<number, KeptPart<E>>();
  #zone = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: string, form: LogForm<E>) {
    this.#log = log;
    this.#form = form;
  }

  /**
   * The entries of the log, the oldest first: at least those that ended at a moment or later, and of those without an
   * end the ones that nothing followed before it. Rejects only when aborted.
   */
  read(request: LogRequest): Promise<readonly Timed<E>[]> {
    // One at a time: what is being read is not asked.
    const reading = this.#last.then(() => this.#read(request));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #read({ moment, zone, fault, signal }: LogRequest): Promise<readonly Timed<E>[]> {
    signal.throwIfAborted();
    if (zone !== this.#zone) this.#kept.clear();
    this.#zone = zone;
    for (let attempt = 1; ; attempt += 1) {
      const faults: LogError[] = [];
      const { all, wanted } = await partsOf(this.#log, moment, (error) => faults.push(error));
      this.#forgetAllBut(all);
      const read: KeptPart<E>[] = [];
      let moved = false;
      for (const part of wanted) {
        const found = await this.#partOf(part, moment, signal);
        if (found === undefined) moved = true;
        else if (found instanceof LogError) faults.push(found);
        else read.push(found);
      }
      if (moved && attempt < attempts) continue;
      faults.forEach(fault);
      return since(moment, named(read.flatMap(({ found }) => found))).map(
        ({ text, start: _, ...times }): Timed<E> => ({ entry: JSON.parse(text) as E, ...times }),
      );
    }
  }

  /** Undefined where it is not the file that was listed. */
  async #partOf(part: Part, moment: number, signal: AbortSignal): Promise<KeptPart<E> | LogError | undefined> {
    const known = this.#kept.get(part.inode);
    if (known?.reaches(moment) && known.isOf(part)) return known.faultOf(part.path) ?? known;
    const file = await openPart(part);
    if (file === undefined || file instanceof LogError) return file;
    // What fails in the midst is read anew.
    this.#kept.delete(part.inode);
    try {
      const goesOn = known?.reaches(moment) === true && (await known.isBeginningOf(file));
      const read = goesOn ? known : new KeptPart(this.#form, this.#zone);
      await (goesOn ? read.readOn(file, signal) : read.readFrom(file, moment, signal));
      this.#kept.set(part.inode, read);
      return read.faultOf(part.path) ?? read;
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      return error;
    } finally {
      await closeFile(file);
    }
  }

  #forgetAllBut(parts: readonly Part[]): void {
    const inodes = new Set(parts.map(({ inode }) => inode));
    for (const inode of this.#kept.keys()) if (!inodes.has(inode)) this.#kept.delete(inode);
  }
}

interface Named extends Found {
  readonly name: string;
}

function named(entries: readonly Found[]): readonly Named[] {
  const sameTime = new Map<string, number>();
  return entries.map((each) => {
    const nth = (sameTime.get(each.start) ?? 0) + 1;
    sameTime.set(each.start, nth);
    return { ...each, name: nth === 1 ? each.start : `${each.start}#${nth}` };
  });
}

/** One without an end went on until the next one began, at the longest. Of the last one more may come at any moment. */
function since(moment: number, entries: readonly Named[]): readonly Named[] {
  const first = entries.findIndex(
    ({ endedAt }, index) => (endedAt ?? entries[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY) >= moment,
  );
  return entries.slice(Math.max(0, (first < 0 ? entries.length - 1 : first) - beforehand));
}
