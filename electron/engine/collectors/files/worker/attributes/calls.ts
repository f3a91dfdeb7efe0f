import { native } from '../../../../native.ts';
import { nativePath } from '../../keys.ts';

type Call = (...args: readonly (Buffer | number)[]) => number;

/** The two calls that a kind of target has. */
interface Pair {
  readonly list: Call;
  readonly get: Call;
}

interface Calls {
  readonly ofPath: Pair;
  readonly ofLink: Pair;
  readonly ofOpen: Pair;
  readonly setOfOpen: Call;
  readonly code: () => string;
}

/** XATTR_LIST_MAX and XATTR_SIZE_MAX of linux/limits.h: no answer is longer. */
const largest = 65_536;
const names = Buffer.allocUnsafe(largest);
const value = Buffer.allocUnsafe(largest);

let loaded: Calls | 'none' | undefined;

/** The calls of xattr(7), once they are first needed; 'none' where there are none. */
function calls(): Calls | 'none' {
  loaded ??= process.platform === 'linux' ? load() : 'none';
  return loaded;
}

function load(): Calls | 'none' {
  try {
    const { koffi, libc } = native();
    const pair = (prefix: string, target: string): Pair => ({
      list: libc.func(`${prefix}listxattr`, 'long', [target, 'uint8_t *', 'size_t']),
      get: libc.func(`${prefix}getxattr`, 'long', [target, 'const uint8_t *', 'uint8_t *', 'size_t']),
    });
    const words = new Map(Object.entries(koffi.os.errno).map(([word, errno]) => [errno, word]));
    return {
      ofPath: pair('', 'const uint8_t *'),
      ofLink: pair('l', 'const uint8_t *'),
      ofOpen: pair('f', 'int'),
      setOfOpen: libc.func('fsetxattr', 'int', ['int', 'const uint8_t *', 'const uint8_t *', 'size_t', 'int']),
      code: () => words.get(koffi.errno()) ?? 'EUNKNOWN',
    };
  } catch {
    // Without its native part all else of a file can be told.
    return 'none';
  }
}

/** A call that failed, with the system's code as Node's own errors have it. */
class AttributeError extends Error {
  constructor(
    call: string,
    readonly code: string,
  ) {
    super(`${call} failed: ${code}`);
  }
}

/** ENOTSUP and EOPNOTSUPP are one number on Linux, ENOSYS is that of a system without them. */
const isUnsupported = (code: string) => code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS';

const terminated = (path: string | Buffer) => {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(path) + 1);
  if (typeof path === 'string') bytes.write(path);
  else path.copy(bytes);
  bytes[bytes.length - 1] = 0;
  return bytes;
};

/** An attribute's value as it was read; it holds until the next one is read. */
export type Value = Buffer | 'unreadable';

/** An open file, by its descriptor; or a path, where with `follow` a link is what it points to. */
export type Target = number | { readonly key: string; readonly follow: boolean };

/**
 * Lists the extended attributes of a file, `use` being called with each name and its
 * value; 'unsupported' where the platform or the file system has none. Throws an error
 * with the system's code.
 */
export function eachAttribute(target: Target, use: (name: Buffer, value: Value) => void): 'done' | 'unsupported' {
  const native = calls();
  if (native === 'none') return 'unsupported';
  const open = typeof target === 'number';
  const { list, get } = open ? native.ofOpen : target.follow ? native.ofPath : native.ofLink;
  const at = open ? target : terminated(nativePath(target.key));
  const length = list(at, names, largest);
  if (length < 0) {
    const code = native.code();
    if (isUnsupported(code)) return 'unsupported';
    throw new AttributeError('listxattr', code);
  }
  for (let from = 0; from < length; ) {
    const end = names.indexOf(0, from);
    const name = names.subarray(from, end);
    const size = get(at, names.subarray(from, end + 1), value, largest);
    from = end + 1;
    if (size >= 0) {
      use(name, value.subarray(0, size));
      continue;
    }
    const code = native.code();
    // Gone since it was listed.
    if (code === 'ENODATA') continue;
    if (code !== 'EACCES' && code !== 'EPERM') throw new AttributeError('getxattr', code);
    use(name, 'unreadable');
  }
  return 'done';
}

/** Whether this process can set any: whether a file system takes them is another question. */
export const attributesCanBeSet = () => calls() !== 'none';

/** Sets an extended attribute of an open file: setxattr(2). Throws an error with the system's code. */
export function setAttribute(file: number, name: string, bytes: Buffer): void {
  const native = calls();
  if (native === 'none') throw new AttributeError('fsetxattr', 'ENOSYS');
  if (native.setOfOpen(file, terminated(name), bytes, bytes.length, 0) < 0) {
    throw new AttributeError('fsetxattr', native.code());
  }
}
