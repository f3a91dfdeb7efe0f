import { createRequire } from 'node:module';
import { nativePath } from '../../keys.ts';

type Call = (...args: readonly (Buffer | number)[]) => number;

interface Calls {
  readonly list: Call;
  readonly listOfLink: Call;
  readonly get: Call;
  readonly getOfLink: Call;
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
    const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
    // The C library that this process runs on already, whatever its name.
    const libc = koffi.load(null);
    const list = ['const uint8_t *', 'uint8_t *', 'size_t'];
    const get = ['const uint8_t *', 'const uint8_t *', 'uint8_t *', 'size_t'];
    const words = new Map(Object.entries(koffi.os.errno).map(([word, errno]) => [errno, word]));
    return {
      list: libc.func('listxattr', 'long', list),
      listOfLink: libc.func('llistxattr', 'long', list),
      get: libc.func('getxattr', 'long', get),
      getOfLink: libc.func('lgetxattr', 'long', get),
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

/**
 * Lists the extended attributes of a path, `use` being called with each name and its
 * value; 'unsupported' where the platform or the file system has none. With `follow` a
 * link is what it points to. Throws an error with the system's code.
 */
export function eachAttribute(
  key: string,
  follow: boolean,
  use: (name: Buffer, value: Value) => void,
): 'done' | 'unsupported' {
  const native = calls();
  if (native === 'none') return 'unsupported';
  const path = terminated(nativePath(key));
  const length = (follow ? native.list : native.listOfLink)(path, names, largest);
  if (length < 0) {
    const code = native.code();
    if (isUnsupported(code)) return 'unsupported';
    throw new AttributeError('listxattr', code);
  }
  for (let from = 0; from < length; ) {
    const end = names.indexOf(0, from);
    const name = names.subarray(from, end);
    const size = (follow ? native.get : native.getOfLink)(path, names.subarray(from, end + 1), value, largest);
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
