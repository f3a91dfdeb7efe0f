import type { PackageAction, PackageStep } from '../../../../shared/model/explanation.ts';
import type { Entry, EntryParser } from '../logs/entries.ts';

/** One command of apk's that opened its database for writing, as apk 3 logs it: it has a beginning and no end. */
export interface ApkEntry extends Entry {
  readonly end: null;
  readonly command: string;
  readonly packages: readonly PackageStep[];
  readonly fault: string | null;
}

/** The time, which is UTC, is on the line that begins a command. */
const running = /^Running `(.*)` at (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

export function apkBegins(line: string): string | undefined {
  const [, , date, time] = running.exec(line) ?? [];
  return date === undefined ? undefined : `${date}T${time}Z`;
}

/** Makes commands of the log. What scripts print, and lines of no known form, are passed over. */
export function apkParser(): EntryParser<ApkEntry> {
  let entry: ApkEntry | undefined;
  return {
    add(line) {
      const start = apkBegins(line);
      if (start !== undefined) {
        const over = entry;
        entry = { start, end: null, command: running.exec(line)?.[1] ?? '', packages: [], fault: null };
        return over;
      }
      if (entry === undefined) return undefined;
      const step = stepOf(line);
      if (step !== undefined) entry = { ...entry, packages: [...entry.packages, step] };
      else if (line.startsWith('ERROR: ')) entry = { ...entry, fault: entry.fault ?? line.slice(7) };
      return undefined;
    },
    open: () => entry,
  };
}

const actions: Readonly<Record<string, PackageAction>> = {
  Installing: 'installed',
  Upgrading: 'upgraded',
  Downgrading: 'downgraded',
  // The same version of another build or from another repository.
  Replacing: 'reinstalled',
  Reinstalling: 'reinstalled',
  Purging: 'removed',
};

/** `(1/2) Upgrading name (old -> new)`, the name with its repository's tag where it has one: `name@edge`. */
function stepOf(line: string): PackageStep | undefined {
  const match = /^\(\s*\d+\/\d+\) (\w+) ([^\s@]+)(?:@\S+)? \((\S+?)(?: -> (\S+))?\)$/.exec(line);
  const [, word = '', name = '', first = '', second] = match ?? [];
  const action = actions[word];
  if (action === undefined) return undefined;
  const from = action === 'installed' ? null : first;
  return { action, name, architecture: null, from, to: action === 'removed' ? null : (second ?? first) };
}
