import { join } from 'node:path';
import { namesIn } from './small-files.ts';
import type { Place } from './watch-places.ts';

/** Folders that a pattern leads to, and those where more of them may come to be. */
export interface UsualFolders {
  /** Without wildcards left; one need not be there. */
  readonly folders: readonly string[];
  readonly leads: readonly Place[];
}

/**
 * Follows patterns of folders below `base`: names parted by slashes, in which `*` stands for
 * any characters but a leading dot. Rejects with the system's error for a folder that may not be looked into:
 * what lies behind it is not known then.
 */
export async function usualFolders(base: string, patterns: readonly string[]): Promise<UsualFolders> {
  const folders: string[] = [];
  const leads: Place[] = [];
  async function follow(folder: string, [name, ...rest]: readonly string[]): Promise<void> {
    if (name === undefined) {
      folders.push(folder);
      return;
    }
    if (!name.includes('*')) return follow(join(folder, name), rest);
    const wanted = nameMatcher(name);
    leads.push({ folder, wanted });
    for (const each of (await namesIn(folder)).filter(wanted).sort()) await follow(join(folder, each), rest);
  }
  for (const pattern of patterns) await follow(base, pattern.split('/'));
  return { folders, leads };
}

/** A test for names like this one, in which `*` stands for any characters but a leading dot. */
function nameMatcher(name: string): (name: string) => boolean {
  const parts = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^(?!\\.)${parts.join('.*')}$`);
  return (each) => whole.test(each);
}
