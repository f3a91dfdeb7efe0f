import { linesOf } from './lines.ts';
import { instantsOf, resolveStamps } from './local-time.ts';
import { closeAll, type Faults, LogError, openLog } from './rotations.ts';

/** What a log tells of one transaction, with its times as the log has them. */
export interface Entry {
  readonly start: string;
  /** `null` where the log has no end of it. */
  readonly end: string | null;
}

/** Logs have whole seconds: what ended in one of them may have ended with it, in milliseconds from its beginning. */
export const restOfSecond = 999;

/** An entry whose times are known, in milliseconds since 1970. */
export interface Timed<E extends Entry> {
  readonly entry: E;
  /** Names it within its log for good: its time as the log has it, and which one of that time it is. */
  readonly name: string;
  readonly startedAt: number;
  /** The last moment that its end can have been at. */
  readonly endedAt: number | null;
  /** When the file was last written, if this is the last entry in it; else `null`. */
  readonly lastWrite: number | null;
}

/** How the entries of a log are read. */
export interface EntriesRequest<E extends Entry> {
  /** Milliseconds since 1970. */
  readonly moment: number;
  /** The zone of times without one, by its name in the tz database. */
  readonly zone: string;
  /** The time on a line with which an entry begins; undefined on any other. */
  readonly begins: (line: string) => string | undefined;
  readonly parse: (lines: AsyncIterable<string>) => Promise<readonly E[]>;
  /** Told of a file that can't be read; the others are. */
  readonly fault: Faults;
  readonly signal: AbortSignal;
}

/**
 * The entries of a log and its rotations, the oldest first: at least those that ended at a moment or later, and those
 * without an end. One with times that are none is left out. Rejects only when aborted.
 */
export async function readEntries<E extends Entry>(
  log: string,
  request: EntriesRequest<E>,
): Promise<readonly Timed<E>[]> {
  const { moment, zone, fault, signal } = request;
  const beginsAt = (line: string) => {
    const stamp = request.begins(line);
    return stamp === undefined ? undefined : instantsOf(stamp, zone)[0];
  };
  const found: Timed<E>[] = [];
  const files = await openLog(log, moment, fault);
  try {
    for (const file of files) {
      try {
        const entries = await request.parse(linesOf(file, { moment, begins: beginsAt, signal }));
        found.push(...timed(entries, zone, file.writtenAt));
      } catch (error) {
        if (!(error instanceof LogError)) throw error;
        fault(error);
      }
    }
  } finally {
    await closeAll(files);
  }
  return named(found);
}

function timed<E extends Entry>(entries: readonly E[], zone: string, writtenAt: number): readonly Timed<E>[] {
  const stamps = entries.flatMap(({ start, end }) => [start, end ?? start]);
  const instants = resolveStamps(stamps, zone, writtenAt);
  return entries.flatMap((entry, index) => {
    const startedAt = instants[2 * index] ?? null;
    const end = entry.end === null ? null : (instants[2 * index + 1] ?? null);
    if (startedAt === null) return [];
    const endedAt = end === null ? null : Math.max(startedAt, end) + restOfSecond;
    const lastWrite = index === entries.length - 1 ? writtenAt : null;
    return [{ entry, name: entry.start, startedAt, endedAt, lastWrite }];
  });
}

function named<E extends Entry>(entries: readonly Timed<E>[]): readonly Timed<E>[] {
  const sameTime = new Map<string, number>();
  return entries.map((each) => {
    const nth = (sameTime.get(each.name) ?? 0) + 1;
    sameTime.set(each.name, nth);
    return nth === 1 ? each : { ...each, name: `${each.name}#${nth}` };
  });
}
