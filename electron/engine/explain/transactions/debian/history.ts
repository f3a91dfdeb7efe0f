import type { PackageAction, PackageStep } from '../../../../shared/model/explanation.ts';
import type { Entry, EntryParser } from '../logs/entries.ts';

/** One entry of apt's history.log: `Key: value` lines that begin with `Start-Date`. */
export interface HistoryEntry extends Entry {
  readonly command: string | null;
  /** `name (uid)`, as apt takes it from sudo, pkexec or PackageKit. */
  readonly requestedBy: string | null;
  readonly packages: readonly PackageStep[];
  readonly fault: string | null;
}

const actions: Readonly<Record<string, PackageAction>> = {
  Install: 'installed',
  Reinstall: 'reinstalled',
  Upgrade: 'upgraded',
  Downgrade: 'downgraded',
  Remove: 'removed',
  Purge: 'purged',
  // Packages of which an upgrade replaced every file.
  Disappeared: 'removed',
};

/** The time of a line that begins an entry. */
export const historyBegins = (line: string): string | undefined => stampOf(/^Start-Date: (.+)$/.exec(line)?.[1]);

const stampOf = (text: string | undefined) => text?.trim().replace(/ +/, 'T');

/** Makes entries of the history. Lines of other keys, lines that are none, and lines after an end are passed over. */
export function historyParser(): EntryParser<HistoryEntry> {
  let entry: HistoryEntry | undefined;
  return {
    add(line) {
      const [, key = '', value = ''] = /^([A-Z][A-Za-z-]*): (.*)$/s.exec(line) ?? [];
      const before = entry;
      if (key === 'Start-Date') {
        const start = stampOf(value) ?? '';
        entry = { start, end: null, command: null, requestedBy: null, packages: [], fault: null };
        return before;
      }
      if (entry === undefined) return undefined;
      entry = { ...entry, ...read(entry, key, value) };
      if (entry.end === null) return undefined;
      const over = entry;
      entry = undefined;
      return over;
    },
    open: () => entry,
  };
}

function read(entry: HistoryEntry, key: string, value: string): Partial<HistoryEntry> {
  switch (key) {
    case 'End-Date':
      return { end: stampOf(value) ?? null };
    case 'Commandline':
      return { command: value };
    case 'Requested-By':
      return { requestedBy: value };
    case 'Error':
      return { fault: value };
    default: {
      const action = actions[key];
      return action === undefined ? {} : { packages: [...entry.packages, ...parseSteps(action, value)] };
    }
  }
}

/** `name:architecture (version)`, with `(old, new)` for what changes its version, and marks such as `automatic`. */
function parseSteps(action: PackageAction, text: string): readonly PackageStep[] {
  const steps: PackageStep[] = [];
  for (const [, name, architecture, inside = ''] of text.matchAll(/([^\s:,()]+)(?::([^\s,()]+))? \(([^)]*)\)/g)) {
    const [first = '', second = ''] = inside.split(', ');
    const named = { action, name: name ?? '', architecture: architecture ?? null };
    steps.push({ ...named, ...versionsOf(action, first || null, second || null) });
  }
  return steps;
}

function versionsOf(
  action: PackageAction,
  first: string | null,
  second: string | null,
): Pick<PackageStep, 'from' | 'to'> {
  switch (action) {
    case 'upgraded':
    case 'downgraded':
      return { from: first, to: second };
    case 'reinstalled':
      return { from: first, to: first };
    case 'removed':
    case 'purged':
      return { from: first, to: null };
    case 'installed':
    case 'configured':
      return { from: null, to: first };
  }
}

/** The login name in `name (uid)`; `nameOf` gives it where only the number is there. */
export function requester(requestedBy: string | null, nameOf: (uid: number) => string): string | null {
  const [, name = '', uid] = /^(.*?) ?\((\d+)\)$/.exec(requestedBy ?? '') ?? [];
  if (name !== '') return name;
  return uid === undefined ? requestedBy : nameOf(Number(uid));
}

/** Who ran apt's library, by the command line that it was told. */
export function frontend(command: string | null): string {
  const program = /^(?:(?:\S*\/)?python[\d.]* )?(?:\S*\/)?([\w.+-]+)/.exec(command ?? '')?.[1] ?? '';
  if (program.startsWith('unattended-upgrade')) return 'unattended-upgrades';
  return others.has(program) ? program : 'apt';
}

const others: ReadonlySet<string> = new Set(['aptitude', 'packagekit', 'synaptic', 'aptdaemon']);
