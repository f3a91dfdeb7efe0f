import type { PackageAction, PackageStep } from '../../../../shared/model/explanation.ts';
import type { Entry, EntryParser } from '../logs/entries.ts';

/** One transaction of pacman.log. */
export interface PacmanEntry extends Entry {
  readonly command: string | null;
  readonly packages: readonly PackageStep[];
  readonly fault: string | null;
  /** Whether the log has its end; if not, `end` is the time of its last line. */
  readonly complete: boolean;
}

/** `[time] [who] what`; before pacman 4.1 without who, and before 5.2 the time was a local one to the minute. */
const linePattern = /^\[(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d[+-]\d{4})?)\] (?:\[([A-Z][\w-]*)\] )?(.*)$/;

const running = /^Running '(.*)'$/;

/** The time of a line with which a program or a transaction begins. */
export function pacmanBegins(line: string): string | undefined {
  const [, stamp, who, what = ''] = linePattern.exec(line) ?? [];
  return what === 'transaction started' || (who !== 'ALPM' && running.test(what)) ? stamp : undefined;
}

/** Makes transactions of the log. What scripts print, and lines of no known form, are passed over. */
export function pacmanParser(): EntryParser<PacmanEntry> {
  let command: string | null = null;
  let entry: PacmanEntry | undefined;
  const open = () => (entry !== undefined && (entry.packages.length > 0 || entry.fault !== null) ? entry : undefined);
  const close = () => {
    const over = open();
    entry = undefined;
    command = null;
    return over;
  };
  return {
    add(line) {
      const [, stamp = '', who = 'ALPM', what = ''] = linePattern.exec(line) ?? [];
      if (stamp === '') return undefined;
      if (who !== 'ALPM') {
        const found = running.exec(what)?.[1];
        if (found === undefined) return undefined;
        // Whoever began before was killed: two can't run at once.
        const killed = entry === undefined ? undefined : close();
        command = found;
        return killed;
      }
      const step = stepOf(what);
      let killed: PacmanEntry | undefined;
      if (what === 'transaction started' || (step !== undefined && entry === undefined)) {
        if (entry !== undefined) killed = close();
        entry = { start: stamp, end: lastSecond(stamp), command, packages: [], fault: null, complete: false };
      }
      if (entry === undefined) return undefined;
      entry = { ...entry, end: lastSecond(stamp) };
      const failed = /^transaction (failed|interrupted)$/.test(what);
      if (step !== undefined) entry = { ...entry, packages: [...entry.packages, step] };
      else if (what.startsWith('error: ')) entry = { ...entry, fault: entry.fault ?? what.slice('error: '.length) };
      else if (failed || what === 'transaction completed') {
        entry = { ...entry, fault: failed ? (entry.fault ?? what) : entry.fault, complete: true };
        return close();
      }
      return killed;
    },
    open,
  };
}

/** A time to the minute is any moment of that minute: the end of something may be its last second. */
const lastSecond = (stamp: string) => (/\d\d:\d\d$/.test(stamp) ? `${stamp}:59` : stamp);

const actions: ReadonlySet<string> = new Set(['installed', 'upgraded', 'downgraded', 'reinstalled', 'removed']);

/** `upgraded name (old -> new)`, `installed name (version)`. pacman's log does not tell the architecture. */
function stepOf(what: string): PackageStep | undefined {
  const [, action = '', name = '', first = '', second] = /^(\w+) (\S+) \((\S+?)(?: -> (\S+))?\)$/.exec(what) ?? [];
  if (!isAction(action)) return undefined;
  const removed = action === 'removed';
  const from = action === 'installed' ? null : first;
  return { action, name, architecture: null, from, to: removed ? null : (second ?? first) };
}

const isAction = (word: string): word is PackageAction => actions.has(word);
