import { nameOf, parentKey } from '../keys.ts';
import { isAwaited, judgeLog, type LogMark, logStem } from '../logs.ts';
import type { SudoWorkers } from '../sudo/workers.ts';
import type { Tracked } from './found.ts';
import { type Marked, type OldBytes, oldBytes } from './old-bytes.ts';
import { ownShelf } from './shelf.ts';

/** A growing log that was known before. */
export interface KnownLog {
  readonly key: string;
  readonly before: LogMark;
  /** The digest of its first bytes now, as many as the mark has; undefined where there are not so many. */
  readonly prefix: string | undefined;
  /** Whether a file is there at all. */
  readonly present: boolean;
  /** The tracked item, if any, that lets it be read through sudo. */
  readonly sudo: Tracked | undefined;
}

/** Files that were not known, in items that are growing logs. */
export interface FreshLogs {
  readonly keys: ReadonlySet<string>;
  /** The known logs that lie in the same folders. */
  readonly beside: readonly Pick<KnownLog, 'key' | 'before' | 'sudo'>[];
}

/** What became of growing logs, by key. */
export interface LogReport {
  /** Logs that grew or were rotated, and the files that their old bytes went to. */
  readonly continued: ReadonlySet<string>;
  /** Logs that were rotated away, until something is written to them again. */
  readonly awaited: ReadonlySet<string>;
  /** Rotated logs that went on to another name. */
  readonly movedOn: ReadonlySet<string>;
  /** Logs of which nothing can be said, since what may hold their old bytes is not for this account to read. */
  readonly undecided: ReadonlySet<string>;
}

/** Decides of each log whether it goes on; for those that begin otherwise now, a rotated file has to hold the old bytes. */
export async function logPass(
  logs: readonly KnownLog[],
  fresh: FreshLogs,
  sudo: SudoWorkers,
  signal: AbortSignal,
): Promise<LogReport> {
  const continued = new Set<string>();
  const awaited = new Set<string>();
  const movedOn = new Set<string>();
  const undecided = new Set<string>();
  const grown = logs.filter((log) => judgeLog(log.before, log.prefix, false) === 'grown');
  for (const { key } of grown) continued.add(key);
  for (const family of families(logs.filter(({ key }) => !continued.has(key)))) {
    const { holders, denied } = await search(family, sudo, signal);
    for (const { key, before, prefix, present, sudo: through } of family) {
      const holder = holders.get(key);
      if (holder === undefined && denied && through !== undefined) undecided.add(key);
      if (holder === undefined || judgeLog(before, prefix, true) !== 'rotated') continue;
      continued.add(holder);
      if (present) continued.add(key);
      else if (isAwaited(nameOf(key), nameOf(holder))) awaited.add(key);
      else movedOn.add(key);
    }
  }
  for (const family of families(fresh.beside)) {
    const { holders } = await search(family, sudo, signal, (key) => fresh.keys.has(key) && !continued.has(key));
    for (const copy of holders.values()) continued.add(copy);
  }
  return { continued, awaited, movedOn, undecided };
}

/** Looks for the old bytes of a family with the account's own right; then through sudo, where that ended. */
async function search(
  family: readonly (Marked & Pick<KnownLog, 'sudo'>)[],
  sudo: SudoWorkers,
  signal: AbortSignal,
  among?: (key: string) => boolean,
): Promise<OldBytes> {
  const own = await oldBytes(family, ownShelf, signal, among);
  const left = family.filter((each) => each.sudo !== undefined && !own.holders.has(each.key));
  if (!own.denied || left.length === 0) return own;
  const items = [...new Set(left.flatMap((each) => each.sudo ?? []))];
  const answer = await sudo.ask(items, () => oldBytes(left, sudo.shelf(), signal, among));
  if (answer === undefined) return own;
  return { holders: new Map([...own.holders, ...answer.holders]), denied: answer.denied };
}

/** Logs that have one name before they are rotated, together. */
function families<L extends { readonly key: string }>(logs: readonly L[]): Iterable<readonly L[]> {
  const found = new Map<string, L[]>();
  for (const log of logs) {
    const family = `${parentKey(log.key)}/${logStem(nameOf(log.key))}`;
    const others = found.get(family);
    if (others) others.push(log);
    else found.set(family, [log]);
  }
  return found.values();
}
