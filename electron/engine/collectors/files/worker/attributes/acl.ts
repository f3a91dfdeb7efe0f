/** Who an entry is for: `ACL_USER_OBJ` and so on, from linux/posix_acl.h. */
const tags: ReadonlyMap<number, { readonly word: string; readonly named: boolean }> = new Map([
  [0x01, { word: 'user', named: false }],
  [0x02, { word: 'user', named: true }],
  [0x04, { word: 'group', named: false }],
  [0x08, { word: 'group', named: true }],
  [0x10, { word: 'mask', named: false }],
  [0x20, { word: 'other', named: false }],
]);

const version = 2;
const headerSize = 4;
const entrySize = 8;

/** The names of accounts by number. */
export interface AccountNames {
  readonly user: (uid: number) => string;
  readonly group: (gid: number) => string;
}

/**
 * An access control list as the kernel gives it (linux/posix_acl_xattr.h: a version,
 * then tag, rights and number of each entry, in little endian), in the long text form
 * of acl(5), an entry a line; undefined for what is no such list.
 */
export function aclLines(value: Buffer, names: AccountNames): readonly string[] | undefined {
  if (value.length < headerSize || (value.length - headerSize) % entrySize !== 0) return undefined;
  if (value.readUInt32LE(0) !== version) return undefined;
  const lines: string[] = [];
  for (let at = headerSize; at < value.length; at += entrySize) {
    const tag = tags.get(value.readUInt16LE(at));
    if (tag === undefined) return undefined;
    const id = value.readUInt32LE(at + 4);
    const name = tag.named ? (tag.word === 'user' ? names.user(id) : names.group(id)) : '';
    lines.push(`${tag.word}:${name}:${rights(value.readUInt16LE(at + 2))}`);
  }
  return lines;
}

/**
 * The reverse: an access list as the kernel takes it, of the lines for access of one, each with the number of the
 * account that it names. Undefined for what are no such lines.
 */
export function aclBytes(lines: readonly (readonly [line: string, id: number])[]): Buffer | undefined {
  const value = Buffer.alloc(headerSize + lines.length * entrySize);
  value.writeUInt32LE(version);
  for (const [index, [line, id]] of lines.entries()) {
    const [, word, name, bits = ''] = /^(\w+):(.*):([r-][w-][x-])$/.exec(line) ?? [];
    const tag = [...tags].find(([, each]) => each.word === word && each.named === (name !== ''))?.[0];
    if (tag === undefined) return undefined;
    const at = headerSize + index * entrySize;
    value.writeUInt16LE(tag, at);
    value.writeUInt16LE(bitsOf(bits), at + 2);
    value.writeUInt32LE(id, at + 4);
  }
  return value;
}

/** The rights of three bits of a mode, as acl(5) writes them: `r-x`. */
export const rights = (bits: number) => `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;

/** The reverse. */
export const bitsOf = (written: string) =>
  [...written].reduce((sum, each, at) => (each === '-' ? sum : sum | (4 >> at)), 0);
