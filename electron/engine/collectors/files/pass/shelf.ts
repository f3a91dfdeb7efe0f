import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { nameKey, nativePath } from '../keys.ts';

/** What lies in a folder; its name as the last part of a key. */
export interface Lying {
  readonly name: string;
  readonly folder: boolean;
}

/**
 * How folders of logs are looked through: with the account's own right, or through
 * sudo. Both fail with an error that carries the system's code.
 */
export interface Shelf {
  readonly entries: (folder: string) => Promise<readonly Lying[]>;
  /** A file's bytes, whose stream breaks off where they can't be read. What is no regular file has none. */
  readonly open: (key: string) => Promise<Readable>;
}

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What the account may see itself. */
export const ownShelf: Shelf = {
  entries: async (folder) => {
    const entries = await readdir(nativePath(folder), { encoding: 'buffer', withFileTypes: true });
    return entries.map((each) => ({ name: nameKey(each.name), folder: each.isDirectory() }));
  },
  open: async (key) => {
    const handle = await open(nativePath(key), flags);
    if ((await handle.stat()).isFile()) return handle.createReadStream();
    await handle.close();
    return Readable.from([]);
  },
};
