import koffi from 'koffi';

/** setxattr(2) and removexattr(2): Node has neither, and not every machine has setfattr. */
const libc = koffi.load(null);
const set: unknown = libc.func('lsetxattr', 'int', [
  'const char *',
  'const char *',
  'const uint8_t *',
  'size_t',
  'int',
]);
const remove: unknown = libc.func('lremovexattr', 'int', ['const char *', 'const char *']);

function call(native: unknown, ...args: readonly (string | Buffer | number)[]): void {
  if (typeof native !== 'function') throw new Error('the C library has no such call');
  const status: unknown = native(...args);
  if (status !== 0) throw new Error(`${String(args[0])} ${String(args[1])}: errno ${koffi.errno()}`);
}

export const setAttribute = (path: string, name: string, value: string | Buffer): void =>
  call(set, path, name, Buffer.from(value), Buffer.byteLength(value), 0);

export const removeAttribute = (path: string, name: string): void => call(remove, path, name);

/** `system.posix_acl_access` of `user::rw-,user:<uid>:rwx,group::r--,mask::rwx,other::r--`, as linux/posix_acl_xattr.h has it. */
export function aclBytes(uid: number, rights = 7): Buffer {
  const none = 0xffff_ffff;
  const entries = [
    [0x01, 6, none],
    [0x02, rights, uid],
    [0x04, 4, none],
    [0x10, 7, none],
    [0x20, 4, none],
  ] as const;
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2, 0);
  entries.forEach(([tag, perm, id], index) => {
    const at = 4 + index * 8;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(perm, at + 2);
    bytes.writeUInt32LE(id, at + 4);
  });
  return bytes;
}
