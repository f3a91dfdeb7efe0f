import type { FieldValue } from './item.ts';

/** More attributes than this are counted, not named. */
const named = 3;

/** `name=value` lines, as the field `xattrs` has them. */
function parsed(value: FieldValue | undefined): ReadonlyMap<string, string> {
  if (typeof value !== 'string' || value === '') return new Map();
  return new Map(
    value.split('\n').map((line) => {
      const equals = line.indexOf('=');
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

/** What became of a file's extended attributes: `capabilities none → cap_net_raw=ep`, `attribute user.note removed`. */
export function attributeWords(before: FieldValue | undefined, after: FieldValue | undefined): string {
  const [was, is] = [parsed(before), parsed(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
  if (names.length > named) return `${names.length} extended attributes changed`;
  return names.map((name) => oneWords(name, was.get(name), is.get(name))).join(', ');
}

/** A file's extended attributes, each by its name and those that give rights by their value: `capabilities cap_net_raw=ep`. */
export function attributeList(value: FieldValue): string {
  const all = [...parsed(value)];
  if (all.length > named) return `${all.length} extended attributes`;
  return all.map(([name, held]) => `${called(name)}${name.startsWith('security.') ? ` ${held}` : ''}`).join(', ');
}

function called(name: string): string {
  if (name === 'security.capability') return 'capabilities';
  return name === 'security.selinux' ? 'SELinux label' : `attribute ${name}`;
}

function oneWords(name: string, was: string | undefined, is: string | undefined): string {
  const values = `${was ?? 'none'} → ${is ?? 'none'}`;
  if (name === 'security.capability' || name === 'security.selinux') return `${called(name)} ${values}`;
  return `${called(name)} ${was === undefined ? 'set' : is === undefined ? 'removed' : 'changed'}`;
}

/** What became of an access control list: acl(5). */
export function aclWords(before: FieldValue, after: FieldValue): string {
  return `ACL ${before === null ? 'set' : after === null ? 'removed' : 'changed'}`;
}
