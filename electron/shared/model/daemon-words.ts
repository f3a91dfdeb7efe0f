import type { Change } from './change.ts';
import { counted } from './format.ts';
import type { Fields, FieldValue } from './item.ts';

type Told = Pick<Change, 'fieldsChanged' | 'before' | 'after'>;

/** More drop-ins than this are counted, not named. */
const named = 3;

/** What a change of a unit's file leads to: told by that, and not by the file too. */
const consequences = ['command', 'account', 'startup', 'unitFile', 'controller'];

/** What people call a daemon: `daemon`, `timer`, `socket`, of a user's own manager `timer of alice`. */
export function daemonNoun(fields: Fields | null): string {
  const kind = fields?.kind === 'timer' || fields?.kind === 'socket' ? fields.kind : 'daemon';
  return typeof fields?.user === 'string' ? `${kind} of ${fields.user}` : kind;
}

/** The changed fields that a daemon's words name one by one: not its file where what it leads to is told. */
export function daemonFields({ fieldsChanged }: Pick<Change, 'fieldsChanged'>): readonly string[] {
  const isTold = fieldsChanged.some((name) => consequences.includes(name));
  return fieldsChanged.filter((name) => name !== 'unitChecksum' || !isTold);
}

/** What became of a field that daemons alone have, or that means something else of some of them; `undefined` for all others. */
export function daemonPart({ before, after }: Told, name: string): string | undefined {
  const [was, is] = [before?.[name] ?? null, after?.[name] ?? null];
  switch (name) {
    case 'dropIns':
      return dropInWords(was, is);
    case 'unitChecksum':
      return after?.kind === 'script' ? 'script changed' : 'unit file changed';
    case 'command':
      if (was === null || is === null) return undefined;
      if (after?.kind === 'timer') return scheduleWords(String(was), String(is));
      return after?.kind === 'socket' ? `listens on ${was} → ${is}` : undefined;
    default:
      return undefined;
  }
}

/** `backup.service: OnCalendar=…`: what a timer starts, and when. */
function scheduleWords(was: string, is: string): string {
  const [before, after] = [was, is].map((each) => {
    const end = each.indexOf(': ');
    return { starts: each.slice(0, end), when: each.slice(end + 2) };
  });
  const parts: string[] = [];
  if (before?.starts !== after?.starts) parts.push(`starts ${before?.starts} → ${after?.starts}`);
  if (before?.when !== after?.when) parts.push(`schedule ${before?.when} → ${after?.when}`);
  return parts.join(', ');
}

/** What became of a daemon's drop-ins: `drop-in override.conf added`. */
function dropInWords(before: FieldValue, after: FieldValue): string {
  const [was, is] = [parsed(before), parsed(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path)).sort();
  if (paths.length > named) return `${counted(paths.length, 'drop-in')} changed`;
  return paths
    .map((path) => {
      const what = !was.has(path) ? 'added' : !is.has(path) ? 'removed' : 'changed';
      return `drop-in ${path.slice(path.lastIndexOf('/') + 1)} ${what}`;
    })
    .join(', ');
}

/** `path sha256:<hex>` lines; a path may hold blanks, and a masked drop-in has no checksum. */
function parsed(value: FieldValue): ReadonlyMap<string, string> {
  if (typeof value !== 'string' || value === '') return new Map();
  return new Map(
    value.split('\n').map((line) => {
      const checksum = / sha256:[0-9a-f]{64}$/.exec(line)?.[0] ?? '';
      return [line.slice(0, line.length - checksum.length), checksum];
    }),
  );
}
