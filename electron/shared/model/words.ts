import { aclWords, attributeWords } from './attribute-words.ts';
import type { Change, LineStats } from './change.ts';
import { daemonFields, daemonNoun, daemonPart } from './daemon-words.ts';
import { contentFields, type FieldDefinition, fieldDefinition } from './fields.ts';
import { counted, formatBytes, formatCount } from './format.ts';
import type { Fields, FieldValue, Item, ItemType } from './item.ts';
import { platformOfPath, platformWords, shownPath } from './platform-words.ts';
import { printable } from './printable.ts';
import { registryParts, registryThing } from './registry-words.ts';
import { fileKinds, valueWords } from './value-words.ts';
import { compareVersions } from './versions.ts';

/** A change as the words need it: a listed one tells its lines too. */
type Told = Change & { readonly lines?: LineStats | null };

const arrow = (before: string, after: string) => `${before} → ${after}`;

/** What a list calls the thing that changed: a file by its last name, all else by its own. */
export function changeTitle(change: Pick<Change, 'type' | 'key' | 'name'>): string {
  if (change.type !== 'Files') return printable(change.name);
  const separator = platformOfPath(change.key) === 'windows' ? /[\\/]/ : '/';
  return printable(change.key.split(separator).findLast((part) => part !== '') ?? change.name);
}

/**
 * Where a thing is: a file by its path, a registry value by its key and its name as they are stored (the
 * key of its record is in small letters). Other things are nowhere: they answer their own key.
 */
export function placeOf({ type, key, name }: Pick<Item, 'type' | 'key' | 'name'>, fields: Fields | null): string {
  if (type === 'Files') return printable(shownPath(key));
  if (type !== 'Registry' || typeof fields?.key !== 'string') return printable(key);
  return printable(fields.kind === 'value' ? `${fields.key}\\${name}` : fields.key);
}

/** One sentence without a full stop that says what changed: `2 lines added`, `Running → Stopped`, `New package 1.2.3`. */
export function changeWords(change: Told): string {
  const words = printable(sentence(change));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sentence(change: Told): string {
  if (change.category === 'Added') return added(change);
  if (change.category === 'Removed') return removed(change);
  const parts = partsOf(change);
  return parts.length === 0 ? 'changed' : parts.join(', ');
}

function partsOf(change: Told): readonly string[] {
  if (change.type === 'Files') return fileParts(change);
  if (change.type === 'Registry') return registryParts(change);
  if (change.type === 'Daemons') return daemonFields(change).map((name) => fieldPart(change, name));
  // Another version is another build anyway.
  const redundant = change.type === 'Software' && change.fieldsChanged.includes('version') ? 'revision' : undefined;
  return change.fieldsChanged.filter((name) => name !== redundant).map((name) => fieldPart(change, name));
}

const fileKind = (fields: Fields | null, key: string) =>
  fields?.kind === 'directory'
    ? platformWords(platformOfPath(key)).directory
    : (fileKinds[String(fields?.kind)] ?? 'file');

const softwareKinds: Readonly<Record<string, string>> = { Application: 'application', Update: 'update' };
const softwareKind = (fields: Fields | null) => softwareKinds[String(fields?.softwareType)] ?? 'package';

/** What one thing of a type is called. */
export const nouns: Readonly<Record<ItemType, string>> = {
  Files: 'file',
  Registry: 'registry value',
  Software: 'package',
  WindowsServices: 'service',
  Daemons: 'daemon',
  Machine: 'part of the machine',
};

/** What kind of thing a record is of, in a word or two: `application`, `registry key`, `daemon`. */
export function thingNoun({ type, before, after }: Pick<Change, 'type' | 'before' | 'after'>): string {
  const fields = after ?? before;
  if (type === 'Software') return softwareKind(fields);
  return type === 'Registry' && fields?.kind === 'key' ? 'registry key' : nouns[type];
}

function added({ type, key, after, movedFrom }: Told): string {
  switch (type) {
    case 'Files': {
      if (movedFrom !== undefined) return `moved from ${shownPath(movedFrom)}`;
      const target = after?.linkTarget;
      if (target) return `new link to ${target}`;
      const size = after?.size;
      const kind = fileKind(after, key);
      return kind === 'file' && typeof size === 'number' ? `new file, ${formatBytes(size)}` : `new ${kind}`;
    }
    case 'Software':
      return after?.version ? `new ${softwareKind(after)} ${after.version}` : `new ${softwareKind(after)}`;
    case 'Daemons':
    case 'WindowsServices': {
      const thing = type === 'Daemons' ? `new ${daemonNoun(after)}` : 'new service';
      const boot = after?.startup === 'Auto' ? ', starts at boot' : '';
      return `${thing}${boot}${after?.state === 'Running' ? ', running' : ''}`;
    }
    case 'Machine':
      return after?.summary ? `new: ${after.summary}` : 'new';
    case 'Registry':
      return registryThing(after, 'new');
  }
}

function removed({ type, key, before, movedTo }: Told): string {
  switch (type) {
    case 'Files':
      return movedTo !== undefined ? `moved to ${shownPath(movedTo)}` : `${fileKind(before, key)} removed`;
    case 'Software':
      return `${softwareKind(before)} removed${before?.version ? `, was ${before.version}` : ''}`;
    case 'Daemons':
      return `${daemonNoun(before)} removed`;
    case 'WindowsServices':
      return 'service removed';
    case 'Machine':
      return before?.summary ? `gone: ${before.summary}` : 'gone';
    case 'Registry':
      return registryThing(before, 'removed');
  }
}

/** `2 lines changed, 1 added`: a line taken out and one put in count as one changed. */
export function lineWords({ added, removed }: LineStats): string {
  const changed = Math.min(added, removed);
  const rest = added > removed ? `${formatCount(added - removed)} added` : `${formatCount(removed - added)} removed`;
  if (changed === 0) return `${counted(Math.max(added, removed), 'line')} ${added > 0 ? 'added' : 'removed'}`;
  const first = `${counted(changed, 'line')} changed`;
  return added === removed ? first : `${first}, ${rest}`;
}

function fileParts(change: Told): readonly string[] {
  // What follows the content is named only where nothing else is.
  const { key, fieldsChanged, before, after, lines, movedFrom } = change;
  if (movedFrom !== undefined) {
    const whence = `replaced by ${shownPath(movedFrom)}, which was moved here`;
    return [whence, ...fileParts({ ...change, movedFrom: undefined })];
  }
  const others = fieldsChanged.filter((name) => !contentFields.has(name)).map((name) => fieldPart(change, name));
  if (fieldsChanged.includes('kind')) return [`was a ${fileKind(before, key)}, is a ${fileKind(after, key)}`];
  if (lines && (lines.added > 0 || lines.removed > 0)) return [lineWords(lines), ...others];
  if (fieldsChanged.includes('checksum') || fieldsChanged.includes('size')) {
    const size = fieldsChanged.includes('size') ? `, ${fieldPart(change, 'size')}` : '';
    return [`content changed${size}`, ...others];
  }
  return others.length > 0 ? others : fieldsChanged.includes('modified') ? ['written again, same content'] : [];
}

function fieldPart(change: Told, name: string): string {
  const before = change.before?.[name] ?? null;
  const after = change.after?.[name] ?? null;
  const definition = fieldDefinition(change.type, name);
  const values = arrow(short(definition, before), short(definition, after));
  const ofDaemon = change.type === 'Daemons' ? daemonPart(change, name) : undefined;
  if (ofDaemon !== undefined) return ofDaemon;
  switch (name) {
    case 'version':
      if (typeof before !== 'string' || typeof after !== 'string') return values;
      return `${compareVersions(before, after) < 0 ? 'upgraded' : 'downgraded'} ${values}`;
    case 'held':
      return after === true ? 'held against upgrades' : 'no longer held against upgrades';
    case 'revision':
      return `revision ${arrow(briefly(short(definition, before)), briefly(short(definition, after)))}`;
    case 'state':
    case 'summary':
    case 'size':
      return values;
    case 'startup':
      return `start-up ${values}`;
    case 'account':
      return `runs as ${values}`;
    case 'linkTarget':
      return `points to ${values}`;
    case 'acl':
      return aclWords(before, after);
    case 'xattrs':
      return attributeWords(before, after);
    case 'command':
    case 'detail':
      return name === 'command' ? 'command changed' : 'details changed';
    default:
      return `${(definition?.label ?? name).toLowerCase()} ${values}`;
  }
}

/** A commit by the digits that it is known by among people. */
const briefly = (revision: string): string => revision.replace(/^([0-9a-f]{12})[0-9a-f]{28,}$/, '$1…');

function short(definition: FieldDefinition | undefined, value: FieldValue): string {
  if (value === null || value === '') return 'none';
  return valueWords(definition ?? { kind: 'text' }, value)
    .split('\n')
    .join(', ');
}
