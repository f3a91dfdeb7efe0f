import { nameOf, parentKey } from '../keys.ts';
import { isAwaited, judgeLog, type LogMark, logStem } from '../logs.ts';
import { oldBytes } from './old-bytes.ts';

/** A growing log that was known before. */
export interface KnownLog {
  readonly key: string;
  readonly before: LogMark;
  /** The digest of its first bytes now, as many as the mark has; undefined where there are not so many. */
  readonly prefix: string | undefined;
  /** Whether a file is there at all. */
  readonly present: boolean;
}

/** What became of growing logs, by key. */
export interface LogReport {
  /** Logs that grew or were rotated, and the files that their old bytes went to. */
  readonly continued: ReadonlySet<string>;
  /** Logs that were rotated away, until something is written to them again. */
  readonly awaited: ReadonlySet<string>;
  /** Rotated logs that went on to another name. */
  readonly movedOn: ReadonlySet<string>;
}

/** Decides of each log whether it goes on; for those that begin otherwise now, a rotated file has to hold the old bytes. */
export async function logPass(logs: readonly KnownLog[], signal: AbortSignal): Promise<LogReport> {
  const continued = new Set<string>();
  const awaited = new Set<string>();
  const movedOn = new Set<string>();
  const broken = new Map<string, KnownLog[]>();
  for (const log of logs) {
    if (judgeLog(log.before, log.prefix, false) === 'grown') {
      continued.add(log.key);
      continue;
    }
    const family = `${parentKey(log.key)}/${logStem(nameOf(log.key))}`;
    broken.set(family, [...(broken.get(family) ?? []), log]);
  }
  for (const family of broken.values()) {
    const holders = await oldBytes(family, signal);
    for (const { key, before, prefix, present } of family) {
      const holder = holders.get(key);
      if (holder === undefined || judgeLog(before, prefix, true) !== 'rotated') continue;
      continued.add(holder);
      if (present) continued.add(key);
      else if (isAwaited(nameOf(key), nameOf(holder))) awaited.add(key);
      else movedOn.add(key);
    }
  }
  return { continued, awaited, movedOn };
}
