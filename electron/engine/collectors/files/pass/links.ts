import { parentKey, within } from '../keys.ts';
import { type Coverage, coversFolder } from '../patterns/coverage.ts';
import type { LinkedFolder } from '../worker/protocol.ts';

/** Links to folders that are walked into, with the real path each leads to. */
export type Entered = Map<string, string>;

export type LinkVerdict = 'enter' | 'loop' | 'repeat';

/**
 * Whether a linked folder is walked into. Each folder is, once: as itself where the
 * tracked item covers it without links, else through the first of the links to it.
 * Real paths tell: a folder has but one, whatever the links, so what is compared is
 * what device and inode would say, without a look at every folder of the tree. (A
 * folder mounted at two places counts as two; it can't contain itself.)
 * `owners`: the links that are walked into, by the real path of the folder.
 */
export function judgeLink(link: LinkedFolder, covered: Coverage, owners: ReadonlyMap<string, string>): LinkVerdict {
  if (within(link.container, link.real)) return 'loop';
  const { realRoot } = link;
  if (within(link.real, realRoot)) {
    const below = link.real.slice(realRoot === '/' ? 1 : realRoot.length + 1);
    if (coversFolder(covered, below === '' ? [] : below.split('/'))) return 'repeat';
  }
  for (let real = link.real; ; real = parentKey(real)) {
    const owner = owners.get(real);
    if (owner !== undefined && owner !== link.task.key) return 'repeat';
    if (real === parentKey(real)) return 'enter';
  }
}
