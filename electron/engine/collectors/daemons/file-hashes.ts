import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { unreadable } from '../../../shared/model/item.ts';

/** Bytes from which on a file is no configuration of a daemon. */
const largest = 8 * 1024 * 1024;

/** More files than this no machine has; then memory counts for more than time. */
const mostKept = 20_000;

/** The checksums of small files, each read again only where its times, size or inode are others than before. */
export class FileHashes {
  readonly #kept = new Map<string, { readonly stamp: string; readonly checksum: string }>();

  /**
   * `sha256:<hex>` of a file's content, of a link that of its target; `null` for what is no file (/dev/null, which
   * masks) or is not there, and `unreadable` for what can't be read. `again`: whatever was kept.
   */
  async of(path: string, again: boolean): Promise<string | null> {
    try {
      const found = await stat(path, { bigint: true });
      if (!found.isFile()) return null;
      const stamp = [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join('.');
      const kept = this.#kept.get(path);
      if (!again && kept?.stamp === stamp) return kept.checksum;
      const checksum = await read(path);
      if (checksum === null) return null;
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(path, { stamp, checksum });
      return checksum;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return code === 'ENOENT' || code === 'ENOTDIR' ? null : unreadable;
    }
  }
}

async function read(path: string): Promise<string | null> {
  let file: FileHandle | undefined;
  try {
    // A pipe in a file's place would keep a reader waiting for ever.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const found = await file.stat();
    if (!found.isFile()) return null;
    if (found.size > largest) return unreadable;
    return `sha256:${createHash('sha256')
      .update(await file.readFile())
      .digest('hex')}`;
  } finally {
    await file?.close();
  }
}
