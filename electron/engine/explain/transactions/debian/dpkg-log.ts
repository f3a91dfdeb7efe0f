import type { PackageStep } from '../../../../shared/model/explanation.ts';
import { compareVersions } from '../../../../shared/model/versions.ts';
import type { Entry, EntryParser } from '../logs/entries.ts';

/** One run of dpkg that unpacks, configures or takes away packages, from its `startup` line to its last. */
export interface DpkgRun extends Entry {
  readonly end: string;
  readonly packages: readonly PackageStep[];
  /** The log's line of a package that was left between two states; `null` where there is none. */
  readonly fault: string | null;
}

const linePattern = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (\S+) ?(.*)$/;

/** The time of a line that begins a run. */
export function runBegins(line: string): string | undefined {
  const [, date, time, word] = linePattern.exec(line) ?? [];
  return word === 'startup' ? `${date}T${time}` : undefined;
}

/** Makes runs of the log. Lines before the first `startup`, and lines of no known form, are passed over. */
export function dpkgParser(): EntryParser<DpkgRun> {
  let run: Run | undefined;
  return {
    add(line) {
      const [, date, time, word = '', rest = ''] = linePattern.exec(line) ?? [];
      if (date === undefined) return undefined;
      const stamp = `${date}T${time}`;
      if (word !== 'startup') {
        run?.add(stamp, word, rest.split(' '));
        return undefined;
      }
      const over = run?.told();
      run = new Run(stamp);
      return over;
    },
    open: () => run?.told(),
  };
}

/** States that a package is in at the end of a run that did what it was asked to. */
const settled: ReadonlySet<string> = new Set(['installed', 'config-files', 'not-installed']);

class Run {
  #end: string;
  readonly #steps = new Map<string, PackageStep>();
  readonly #states = new Map<string, string>();

  constructor(readonly start: string) {
    this.#end = start;
  }

  told(): DpkgRun {
    return { start: this.start, end: this.#end, packages: [...this.#steps.values()], fault: this.#fault() };
  }

  #fault(): string | null {
    for (const [name, state] of this.#states) {
      // Unpacked and not configured is what `dpkg --unpack` was asked for.
      if (!settled.has(state) && state !== 'unpacked' && !state.startsWith('triggers-'))
        return `status ${state} ${name}`;
    }
    return null;
  }

  add(stamp: string, word: string, words: readonly string[]): void {
    this.#end = stamp;
    if (word === 'status') {
      const [state, name] = words;
      if (state !== undefined && name !== undefined) this.#states.set(name, state);
      return;
    }
    const [name, before, after] = words;
    if (name === undefined || name === '') return;
    const step = stepOf(word, name, versionOf(before), versionOf(after));
    if (step === undefined) return;
    const known = this.#steps.get(name);
    this.#steps.set(name, known === undefined ? step : joined(known, step));
  }
}

const versionOf = (word: string | undefined) => (word === undefined || word === '<none>' ? null : word);

/** What a line of dpkg's log says was begun: a word, the package, its version before and the one that is to come. */
function stepOf(word: string, full: string, before: string | null, after: string | null): PackageStep | undefined {
  const colon = full.lastIndexOf(':');
  const name = colon < 0 ? full : full.slice(0, colon);
  const named = { name, architecture: colon < 0 ? null : full.slice(colon + 1) };
  switch (word) {
    case 'install':
      // A version before is that of the configuration files that stayed.
      return { action: 'installed', ...named, from: null, to: after };
    case 'upgrade': {
      const order = before === null || after === null ? -1 : compareVersions(before, after);
      const action = order < 0 ? 'upgraded' : order > 0 ? 'downgraded' : 'reinstalled';
      return { action, ...named, from: before, to: after };
    }
    case 'remove':
    case 'disappear':
      return { action: 'removed', ...named, from: before, to: null };
    case 'purge':
      return { action: 'purged', ...named, from: before, to: null };
    case 'configure':
    case 'trigproc':
      return { action: 'configured', ...named, from: before, to: before };
    default:
      return undefined;
  }
}

/** Two steps of one package in a row as one: being configured belongs to being installed. */
export function joined(first: PackageStep, second: PackageStep): PackageStep {
  if (second.action === 'configured') return first;
  if (first.action === 'configured') return second;
  const from = first.from ?? second.from;
  // Taken away to make room, and put back in another version.
  if (first.action === 'removed' && second.action === 'installed') return { ...second, action: 'upgraded', from };
  return { ...second, from: second.action === 'installed' ? second.from : from };
}
