import type { NoiseSource } from '../../../shared/contract/alerts.ts';
import type { AlertRule } from '../../../shared/model/alert-rule.ts';
import { platformOfPath, shownPath } from '../../../shared/model/platform-words.ts';
import { parseRegistryKey } from '../../../shared/model/registry-key.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { within } from '../../collectors/files/keys.ts';
import { type Place, thisPlace } from '../../collectors/files/patterns/expand.ts';
import { parseTracked } from '../../collectors/files/patterns/spec.ts';

type Source = Pick<NoiseSource, 'kind' | 'subject' | 'type'>;

/**
 * How to ignore a source, in one sentence or two: what is to be changed in the settings.
 *
 * @param name what it is called
 */
export function noiseAdvice(source: Source, name: string, settings: Settings, place: Place = thisPlace()): string {
  switch (source.kind) {
    case 'folder':
    case 'path':
      return fileAdvice(source, settings, place);
    case 'registry':
      return registryAdvice(source.subject, settings);
    case 'package':
      return thingAdvice(name, 'Software', 'software');
    case 'daemon':
      return source.type === 'WindowsServices'
        ? thingAdvice(name, 'Services', 'services')
        : thingAdvice(name, 'Daemons', 'daemons');
    case 'rule':
      return ruleAdvice(
        name,
        settings.alerts.rules.find(({ id }) => id === source.subject),
      );
    case 'other':
      return 'This is made up of many small things: there is no one thing to ignore.';
  }
}

function fileAdvice({ kind, subject }: Source, { tracking }: Settings, place: Place): string {
  const reaching = tracking.files
    .filter((each) => each.enabled)
    .flatMap((item) => {
      const root = parseTracked(item, place).spec?.root;
      return root === undefined ? [] : [{ item, root }];
    });
  const excluding = reaching
    .filter(({ root }) => root !== subject && within(subject, root))
    .map(({ item }) => item.name);
  // An exclude is for what lies below a tracked item: the item itself is switched off
  const whole = reaching.filter(({ root }) => within(root, subject)).map(({ item }) => item.name);
  const pattern = asPattern(subject);
  const growing = kind === 'path' ? ' If it is a log that only grows, track it as a growing log instead.' : '';
  const parts = [
    ...(excluding.length === 0 ? [] : [`add ${pattern} to the excludes of ${listed(excluding)}`]),
    ...(whole.length === 0 ? [] : [`switch off ${listed(whole)} among the tracked files`]),
  ];
  if (parts.length === 0) return 'Nothing that is tracked now reaches it, so there is nothing to do.';
  return `${capital(parts.join(', and '))}.${growing}`;
}

/** A path as a pattern that matches it alone: on Windows a backslash parts names and marks nothing. */
function asPattern(key: string): string {
  const isWindows = platformOfPath(key) === 'windows';
  return isWindows ? shownPath(key) : key.replaceAll(/[*?[\\]/g, '\\$&');
}

function registryAdvice(subject: string, { tracking }: Settings): string {
  const [key = '', value] = subject.split('\\\\');
  const lower = key.toLowerCase();
  const covers = tracking.registry.filter((each) => {
    const parsed = parseRegistryKey(each.key);
    const tracked = parsed.ok ? parsed.key.toLowerCase() : undefined;
    return each.enabled && tracked !== undefined && (lower === tracked || lower.startsWith(`${tracked}\\`));
  });
  if (covers.length === 0) return 'Nothing that is tracked now reaches it, so there is nothing to do.';
  const names = listed(covers.map(({ name }) => name));
  return value === undefined
    ? `Add ${key} and ${key}\\** to the excludes of ${names}.`
    : `Add the value’s name, ${value === '' ? '(Default)' : value}, to the excludes of ${names}: values of that name are left out in all of its keys.`;
}

const thingAdvice = (name: string, what: string, types: string) =>
  `${what} can’t be left out one by one: add ${name} to the exceptions of the rules that it fires, or switch notifications of ${types} off.`;

function ruleAdvice(name: string, rule: AlertRule | undefined): string {
  if (rule === undefined) return 'The rule is no longer in the settings, so there is nothing to do.';
  const narrow =
    rule.when.kind === 'simple' ? 'add what it fires on too often to its exceptions' : 'narrow its query with a where';
  return `Of the rule ‘${name}’: ${narrow}, lower its limit an hour, or switch it off.`;
}

const listed = (names: readonly string[]) => names.map((each) => `‘${each}’`).join(', ');
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
