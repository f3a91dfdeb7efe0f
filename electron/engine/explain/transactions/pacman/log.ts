import type { PackageAction, PackageStep } from '../../../../shared/model/explanation.ts';
import type { Entry } from '../logs/entries.ts';

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

/** Transactions in the log's order. What scripts print, and lines of no known form, are passed over. */
export async function parsePacman(lines: AsyncIterable<string>): Promise<readonly PacmanEntry[]> {
  const entries: PacmanEntry[] = [];
  let command: string | null = null;
  let open: PacmanEntry | undefined;
  const close = (entry: PacmanEntry) => {
    if (entry.packages.length > 0 || entry.fault !== null) entries.push(entry);
    open = undefined;
    command = null;
  };
  for await (const line of lines) {
    const [, stamp = '', who = 'ALPM', what = ''] = linePattern.exec(line) ?? [];
    if (stamp === '') continue;
    if (who !== 'ALPM') {
      const found = running.exec(what)?.[1];
      if (found === undefined) continue;
      // Whoever began before was killed: two can't run at once.
      if (open !== undefined) close(open);
      command = found;
      continue;
    }
    const step = stepOf(what);
    if (what === 'transaction started' || (step !== undefined && open === undefined)) {
      if (open !== undefined) close(open);
      open = { start: stamp, end: lastSecond(stamp), command, packages: [], fault: null, complete: false };
    }
    if (open === undefined) continue;
    open = { ...open, end: lastSecond(stamp) };
    if (step !== undefined) open = { ...open, packages: [...open.packages, step] };
    else if (what.startsWith('error: ')) open = { ...open, fault: open.fault ?? what.slice('error: '.length) };
    else if (/^transaction (failed|interrupted)$/.test(what))
      close({ ...open, fault: open.fault ?? what, complete: true });
    else if (what === 'transaction completed') close({ ...open, complete: true });
  }
  if (open !== undefined) close(open);
  return entries;
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
