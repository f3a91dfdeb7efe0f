import { constants } from 'node:fs';
import { type FileHandle, open, readlink } from 'node:fs/promises';
import { childKey, nativePath, pathKey } from '../collectors/files/keys.ts';
import { changedMeanwhile } from './failures.ts';

/** A folder in which a file is written. */
export interface HeldFolder {
  /** The path of a name in it, as the system takes it. */
  path(name: string): string | Buffer;
  /** Waits until its entries are on the disk. */
  sync(): Promise<void>;
}

/**
 * Holds a folder, given by its real path, while something is done in it. On Linux all that goes
 * through its open descriptor: whoever may rename the folders above it can't make the
 * work land elsewhere.
 */
export async function inFolder<T>(key: string, use: (folder: HeldFolder) => Promise<T>): Promise<T> {
  if (process.platform === 'win32')
    return use({ path: (name) => nativePath(childKey(key, name)), sync: async () => {} });
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const handle = await open(nativePath(key), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    return await use(await held(handle, key));
  } finally {
    await handle.close();
  }
}

async function held(handle: FileHandle, key: string): Promise<HeldFolder> {
  const sync = () => handle.sync();
  if (process.platform !== 'linux') return { path: (name) => nativePath(childKey(key, name)), sync };
  const own = `/proc/self/fd/${handle.fd}`;
  if (pathKey(await readlink(own, { encoding: 'buffer' })) !== key) throw changedMeanwhile(key);
  return { path: (name) => nativePath(childKey(own, name)), sync };
}
