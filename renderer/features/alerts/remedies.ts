import type { NoiseSource } from '../../../electron/shared/contract/alerts.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { platformOfPath, shownPath } from '../../../electron/shared/model/platform-words.ts';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import type { Settings, TrackedFile, TrackedRegistry } from '../../../electron/shared/model/settings.ts';

/** One way to ignore a source of noise, that one click takes and another one takes back. */
export interface Remedy {
  readonly id: string;
  /** What the click does. */
  readonly label: string;
  /** What was done. */
  readonly done: string;
  readonly apply: (settings: Settings) => Settings;
  readonly undo: (settings: Settings) => Settings;
}

/** The rules that a source fired, as far as a sample of its alerts tells. */
interface Fired {
  readonly ruleIds: readonly string[];
}

/** Ways to ignore a source that can be taken from here; none where it takes a person to decide how. */
export function remediesOf(source: NoiseSource, { ruleIds }: Fired, settings: Settings): readonly Remedy[] {
  switch (source.kind) {
    case 'rule':
      return settings.alerts.rules.filter(({ id, enabled }) => id === source.subject && enabled).map(switchRule);
    case 'path':
    case 'folder':
      return fileRemedies(source.subject, settings);
    case 'registry':
      return registryRemedies(source.subject, settings);
    case 'package':
    case 'daemon':
      return settings.alerts.rules
        .filter(({ id, when }) => ruleIds.includes(id) && when.kind === 'simple')
        .map((rule) => exceptOfRule(rule, source.label));
    case 'other':
      return [];
  }
}

/** Settings with one of their rules otherwise. */
const withRules = (settings: Settings, id: string, made: (rule: AlertRule) => AlertRule): Settings => ({
  ...settings,
  alerts: { ...settings.alerts, rules: settings.alerts.rules.map((rule) => (rule.id === id ? made(rule) : rule)) },
});

function switchRule({ id, name }: AlertRule): Remedy {
  const set = (enabled: boolean) => (settings: Settings) => withRules(settings, id, (rule) => ({ ...rule, enabled }));
  return {
    id: `rule ${id}`,
    label: `Switch ‘${name}’ off`,
    done: `‘${name}’ is off.`,
    apply: set(false),
    undo: set(true),
  };
}

function exceptOfRule({ id, name }: AlertRule, thing: string): Remedy {
  const set = (made: (except: readonly string[]) => string[]) => (settings: Settings) =>
    withRules(settings, id, (rule) =>
      rule.when.kind === 'simple' ? { ...rule, when: { ...rule.when, except: made(rule.when.except) } } : rule,
    );
  return {
    id: `except ${id}`,
    label: `Except ${thing} from ‘${name}’`,
    done: `‘${name}’ leaves ${thing} out.`,
    apply: set((except) => (except.includes(thing) ? [...except] : [...except, thing])),
    undo: set((except) => except.filter((each) => each !== thing)),
  };
}

/** What makes a path mean more than itself. */
const special = /[*?[\]$%~]/;

/** Whether a tracked path holds something below it, where it can be told without looking at the machine. */
function holds(tracked: string, key: string): boolean {
  if (special.test(tracked)) return false;
  const base = tracked.replace(/[\\/]+$/, '').replaceAll('\\', '/');
  return key.replaceAll('\\', '/').startsWith(`${base}/`);
}

/** A path as the pattern that means it alone: on Windows a backslash parts names and marks nothing. */
const patternOf = (key: string): string =>
  platformOfPath(key) === 'windows' ? shownPath(key) : key.replace(/[*?[\\]/g, '\\$&');

function fileRemedies(subject: string, { tracking }: Settings): readonly Remedy[] {
  const enabled = tracking.files.filter((file) => file.enabled);
  const pattern = patternOf(subject);
  return [
    ...enabled
      .filter(({ path, excludes }) => holds(path, subject) && !excludes.includes(pattern))
      .map((file) => exclude('files', file, pattern)),
    ...enabled.filter(({ path }) => path === subject || holds(subject, path)).map((file) => switchItem('files', file)),
  ];
}

function registryRemedies(subject: string, { tracking }: Settings): readonly Remedy[] {
  // The key of a record parts a value's name from its key by two backslashes: see `advice.ts` of the noise report.
  const [key = '', value] = subject.split('\\\\');
  const pattern = value === undefined ? `${key}\\**` : value === '' ? '(Default)' : value;
  return tracking.registry
    .filter((item) => {
      const parsed = parseRegistryKey(item.key);
      const own = parsed.ok ? parsed.key.toLowerCase() : null;
      return (
        item.enabled &&
        own !== null &&
        (key.toLowerCase() === own || key.toLowerCase().startsWith(`${own}\\`)) &&
        !item.excludes.includes(pattern)
      );
    })
    .map((item) => exclude('registry', item, pattern));
}

type Kind = 'files' | 'registry';
type Tracked = TrackedFile | TrackedRegistry;

/** Settings with one of their tracked items otherwise. */
function withItem(
  settings: Settings,
  kind: Kind,
  id: string,
  part: (item: Tracked) => { enabled?: boolean; excludes?: string[] },
): Settings {
  const { tracking } = settings;
  const made = <T extends Tracked>(items: readonly T[]): T[] =>
    items.map((item) => (item.id === id ? { ...item, ...part(item) } : item));
  return {
    ...settings,
    tracking:
      kind === 'files'
        ? { ...tracking, files: made(tracking.files) }
        : { ...tracking, registry: made(tracking.registry) },
  };
}

function exclude(kind: Kind, { id, name }: Tracked, pattern: string): Remedy {
  return {
    id: `exclude ${id}`,
    label: `Leave it out of ‘${name}’`,
    done: `‘${name}’ leaves ${pattern} out.`,
    apply: (settings) =>
      withItem(settings, kind, id, ({ excludes }) => ({
        excludes: excludes.includes(pattern) ? [...excludes] : [...excludes, pattern],
      })),
    undo: (settings) =>
      withItem(settings, kind, id, ({ excludes }) => ({ excludes: excludes.filter((each) => each !== pattern) })),
  };
}

function switchItem(kind: Kind, { id, name }: Tracked): Remedy {
  const set = (enabled: boolean) => (settings: Settings) => withItem(settings, kind, id, () => ({ enabled }));
  return {
    id: `item ${id}`,
    label: `Stop tracking ‘${name}’`,
    done: `‘${name}’ is tracked no more.`,
    apply: set(false),
    undo: set(true),
  };
}
