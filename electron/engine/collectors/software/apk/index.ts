import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Item } from '../../../../shared/model/item.ts';
import { isAnyLocked } from '../../../file-locks.ts';
import { unreadableSource } from '../read-sources.ts';
import { ifThere } from '../small-files.ts';
import type { Reading, ReadRequest, SoftwareSource } from '../source.ts';
import { piecesOf } from '../text-file.ts';
import { watchDatabase } from '../watch-database.ts';
import { InstalledSyntaxError, readInstalled, toItem } from './installed.ts';

export interface ApkOptions {
  /** The root that apk's packages are installed to. */
  readonly root?: string;
}

/** Where the database lies below the root: since apk 3 also in the second place. */
const usualFolders = ['lib/apk/db', 'usr/lib/apk/db'];

/**
 * Alpine's packages, from apk's own database: no tool is run, and no rights are needed. apk writes a new one beside it at
 * the end of each transaction and puts it in its place, so that there is nothing in between to be seen.
 */
export function createApkSource(options: ApkOptions = {}): SoftwareSource {
  const root = options.root ?? '/';

  async function databaseFile(): Promise<string | undefined> {
    for (const folder of usualFolders) {
      const path = join(root, folder, 'installed');
      if ((await ifThere(stat(path)))?.isFile()) return path;
    }
    return undefined;
  }

  async function read({ hasKnown, signal }: ReadRequest): Promise<Reading> {
    const path = await databaseFile();
    if (path === undefined) return { state: 'unsupported' };
    const items: Item[] = [];
    try {
      await readInstalled(piecesOf(path, signal), (each) => items.push(toItem(each)));
    } catch (error) {
      if (!(error instanceof InstalledSyntaxError)) throw error;
      return unreadableSource('apk', `${path} is damaged (${error.message})`, restore);
    }
    if (items.length === 0 && hasKnown) {
      return unreadableSource('apk', `${path} is empty, though packages were installed`, restore);
    }
    return { state: 'collected', items, unsettled: new Set() };
  }

  return {
    id: 'apk',
    ownKeys: true,
    read,
    watch: async (listener) => {
      const path = await databaseFile();
      if (path === undefined) return { watched: () => 0, close: async () => undefined };
      const folder = dirname(path);
      // By flock(2); the second one since apk 3.
      const locks = [join(folder, 'lock'), join(root, 'run/apk/db.lock')];
      return watchDatabase(
        {
          folder,
          depth: 0,
          wanted: (each) => each === folder || each === path,
          busy: async () => isAnyLocked(locks, 'any'),
        },
        listener,
      );
    },
  };
}

const restore = 'Restore it from a backup; `apk fix` can’t work without it either.';
