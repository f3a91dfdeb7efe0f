/** What a log tells of one transaction, with its times as the log has them: data that JSON can hold. */
export interface Entry {
  readonly start: string;
  /** `null` where the log has no end of it. */
  readonly end: string | null;
}

/** Makes entries of a log's lines, as they come. */
export interface EntryParser<E extends Entry> {
  /** Takes the next line; gives the entry that is over with it, if one is. */
  add(line: string): E | undefined;
  /** The entry of which more may come, as far as the lines told. */
  open(): E | undefined;
}

/** The form of one program's log. */
export interface LogForm<E extends Entry> {
  /** The time on a line with which an entry begins; undefined on any other. */
  readonly begins: (line: string) => string | undefined;
  readonly parser: () => EntryParser<E>;
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
