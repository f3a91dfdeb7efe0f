import { type Fields, unsupported } from '../../shared/model/item.ts';
import { aclBytes, bitsOf, rights } from '../collectors/files/worker/attributes/acl.ts';
import { attributesCanBeSet } from '../collectors/files/worker/attributes/calls.ts';
import { groupNumber, userNumber } from './account-numbers.ts';

/** An extended attribute that a written file gets. */
export interface Extended {
  readonly name: string;
  readonly value: Buffer;
  /** The lines of the record that it stands for. */
  readonly lines: readonly string[];
}

/** What is put back of the access list and the attributes that were recorded of a file that is gone. */
export interface Recorded {
  readonly extended: readonly Extended[];
  /** The lines of the record that can't be put back. */
  readonly lost: readonly string[];
  /** The mode where the list is not put back: without one its group bits are the group's, not the list's mask (acl(5)). */
  readonly modeAlone: number;
}

export const accessList = 'system.posix_acl_access';

const linesOf = (field: Fields[string] | undefined): readonly string[] =>
  typeof field === 'string' && field !== unsupported ? field.split('\n') : [];

/** Works out what of a recorded version's further attributes can be put back. `mode`: the recorded one. */
export async function recordedExtended({ acl, xattrs }: Fields, mode: number): Promise<Recorded> {
  const list = linesOf(acl);
  const others = linesOf(xattrs);
  const modeAlone = withGroupBits(mode, list);
  if (!attributesCanBeSet()) return { extended: [], lost: [...list, ...others], modeAlone };
  const lost: string[] = [];
  const entries: [line: string, id: number][] = [];
  // Where none was recorded, that of the mode alone: the folder may give its files another.
  for (const line of list.length > 0 ? list : plainList(mode)) {
    const [tag, name = ''] = line.split(':');
    const id = name === '' ? noId : await (tag === 'user' ? userNumber(name) : groupNumber(name));
    if (id === undefined) lost.push(line);
    else entries.push([line, id]);
  }
  const value = aclBytes(entries);
  if (value === undefined) lost.push(...list.filter((line) => !lost.includes(line)));
  const extended: Extended[] =
    value === undefined
      ? []
      : [{ name: accessList, value, lines: list.length > 0 ? entries.map(([line]) => line) : [] }];
  for (const line of others) {
    const attribute = textAttribute(line);
    if (attribute === undefined) lost.push(line);
    else extended.push({ ...attribute, lines: [line] });
  }
  return { extended, lost, modeAlone };
}

/** ACL_UNDEFINED_ID of linux/posix_acl.h. */
const noId = 0xffff_ffff;

const plainList = (mode: number): readonly string[] => [
  `user::${rights(mode >> 6)}`,
  `group::${rights(mode >> 3)}`,
  `other::${rights(mode)}`,
];

function withGroupBits(mode: number, list: readonly string[]): number {
  const own = list.find((line) => line.startsWith('group::'))?.slice('group::'.length);
  if (own === undefined) return mode;
  return mode & (~0o070 | (bitsOf(own) << 3));
}

/** What is recorded in the place of a value that is no short text, or can't be read. */
const noValue = /^(?:unreadable|sha256:[0-9a-f]{64} \(\d+ bytes\))$/;

/** An attribute of a user, whose value is recorded in full; undefined for any other. */
function textAttribute(line: string): Pick<Extended, 'name' | 'value'> | undefined {
  const equals = line.indexOf('=');
  const value = line.slice(equals + 1);
  const name = line
    .slice(0, equals)
    .replace(/\\x([0-7][0-9a-f])/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // A name beyond ASCII is recorded by its text, from which its bytes can't be told for certain.
  const sure = !/\\x|[^\0-\x7f]/.test(line.slice(0, equals).replace(/\\x(?:[0-7][0-9a-f])/g, ''));
  return name.startsWith('user.') && sure && !noValue.test(value) ? { name, value: Buffer.from(value) } : undefined;
}
