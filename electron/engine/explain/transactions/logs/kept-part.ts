import type { Entry, EntryParser, LogForm } from './entries.ts';
import { restOfSecond } from './entries.ts';
import { isGzip, isOtherwisePacked, readLines, startOf } from './lines.ts';
import { instantsOf, resolveStamps } from './local-time.ts';
import { LogError, type LogFile, type Part } from './rotations.ts';

/** An entry as it is kept: as JSON, which takes far less room than what it is made into. */
interface KeptEntry extends Entry {
  readonly text: string;
}

/** An entry of a kept part, with its times in milliseconds since 1970. */
export interface Found {
  /** Its time as the log has it. */
  readonly start: string;
  /** It as JSON. */
  readonly text: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly lastWrite: number | null;
}

/** So many bytes before where reading ended are compared, to know that what follows them was appended. */
const tailSize = 256;

/** Where reading begins before the moment asked for (milliseconds), so that the next one who asks finds it there. */
const ahead = 24 * 60 * 60_000;

/** What one file of a log was found to tell, remembered until the file is another one. */
export class KeptPart<E extends Entry> {
  readonly #form: LogForm<E>;
  readonly #zone: string;
  readonly #parser: EntryParser<E>;
  #whole: readonly KeptEntry[] = [];
  #found: readonly Found[] = [];
  /** Everything that ended at this moment or later is here. */
  #from = Number.POSITIVE_INFINITY;
  #size = 0;
  #writtenAt = 0;
  /** Bytes up to which it was read, and the last ones of these. */
  #readTo = 0;
  #tail: Buffer = Buffer.alloc(0);
  #fault: Pick<LogError, 'code' | 'kind'> | undefined;

  constructor(form: LogForm<E>, zone: string) {
    this.#form = form;
    this.#zone = zone;
    this.#parser = form.parser();
  }

  /** Its entries, in the log's order. One with times that are none is left out. */
  get found(): readonly Found[] {
    return this.#found;
  }

  /** Why a file of this path can't be read, if so. */
  faultOf(path: string): LogError | undefined {
    return this.#fault && new LogError(path, this.#fault.code, this.#fault.kind);
  }

  /** Whether it has all that ended at a moment or later of a file that may have grown since. */
  reaches(moment: number): boolean {
    return this.#from <= moment;
  }

  /** Whether it is what this file, as it is now, holds. */
  isOf({ size, writtenAt }: Pick<Part, 'size' | 'writtenAt'>): boolean {
    return size === this.#size && writtenAt === this.#writtenAt;
  }

  /** Whether a file seems to be this one with more appended to it. */
  async isBeginningOf(file: LogFile): Promise<boolean> {
    if (this.#fault !== undefined || isGzip(file.path) || file.size <= this.#size) return false;
    return this.#tail.equals(await tailOf(file, this.#readTo));
  }

  /** Reads a file from a moment on, of which nothing was read yet. Rejects with a LogError, or when aborted. */
  async readFrom(file: LogFile, moment: number, signal: AbortSignal): Promise<void> {
    try {
      if (isOtherwisePacked(file.path))
        throw new LogError(file.path, 'it is compressed in another way than gzip', 'unsupported');
      const begins = (line: string) => {
        const stamp = this.#form.begins(line);
        return stamp === undefined ? undefined : instantsOf(stamp, this.#zone)[0];
      };
      const beginning = { moment: moment - ahead, begins };
      this.#readTo = isGzip(file.path) ? 0 : await startOf(file, beginning, signal);
      this.#from = this.#readTo === 0 ? Number.NEGATIVE_INFINITY : beginning.moment;
      await this.readOn(file, signal);
    } catch (error) {
      // What the file itself is at fault in stays so until it is another one.
      if (!(error instanceof LogError) || !(error.kind === 'unsupported' || error.code.startsWith('Z_'))) throw error;
      this.#fault = error;
      this.#from = Number.NEGATIVE_INFINITY;
      this.#whole = [];
      this.#found = [];
      this.#is(file);
    }
  }

  /** Reads what was appended. Rejects with a LogError, or when aborted. */
  async readOn(file: LogFile, signal: AbortSignal): Promise<void> {
    const whole: KeptEntry[] = [];
    const take = (line: string) => {
      const entry = this.#parser.add(line);
      if (entry !== undefined) whole.push(kept(entry));
      return undefined;
    };
    this.#readTo += await readLines(file, this.#readTo, take, signal);
    this.#tail = isGzip(file.path) ? this.#tail : await tailOf(file, this.#readTo);
    this.#whole = [...this.#whole, ...whole];
    this.#is(file);
    const open = this.#parser.open();
    this.#found = this.#timed(open === undefined ? this.#whole : [...this.#whole, kept(open)]);
  }

  #is({ size, writtenAt }: LogFile): void {
    this.#size = size;
    this.#writtenAt = writtenAt;
  }

  #timed(entries: readonly KeptEntry[]): readonly Found[] {
    const stamps = entries.flatMap(({ start, end }) => [start, end ?? start]);
    const instants = resolveStamps(stamps, this.#zone, this.#writtenAt);
    return entries.flatMap(({ start, end: stamp, text }, index) => {
      const startedAt = instants[2 * index] ?? null;
      const end = stamp === null ? null : (instants[2 * index + 1] ?? null);
      if (startedAt === null) return [];
      const endedAt = end === null ? null : Math.max(startedAt, end) + restOfSecond;
      const lastWrite = index === entries.length - 1 ? this.#writtenAt : null;
      return [{ start, text, startedAt, endedAt, lastWrite }];
    });
  }
}

function kept(entry: Entry): KeptEntry {
  const text = JSON.stringify(entry);
  // Texts of the entry's own would keep the lines in memory that they are parts of.
  const { start, end } = JSON.parse(JSON.stringify({ start: entry.start, end: entry.end })) as Entry;
  return { start, end, text };
}

async function tailOf({ handle }: LogFile, end: number): Promise<Buffer> {
  const tail = Buffer.alloc(Math.min(tailSize, end));
  const { bytesRead } = await handle.read(tail, 0, tail.length, end - tail.length);
  return tail.subarray(0, bytesRead);
}
