import type { TrackedDraft } from '../../../electron/shared/contract/pattern.ts';
import type { PlatformWords } from '../../../electron/shared/model/platform-words.ts';
import type { TrackedFile } from '../../../electron/shared/model/settings.ts';

/** A tracked file that nothing is known of yet; its name and path are still to be given. */
export function emptyDraft(): TrackedFile {
  return {
    id: crypto.randomUUID(),
    enabled: true,
    name: '',
    group: 'Custom',
    path: '',
    pathType: 'file',
    recursion: false,
    links: 'follow',
    keepContent: true,
    excludes: [],
    maxDepth: null,
    maxSize: null,
    growing: false,
    useSudo: false,
    mustExist: true,
  };
}

/** The part of a tracked file that decides what it matches. */
export function patternOf(file: TrackedFile): TrackedDraft {
  const { id: _id, enabled: _enabled, name: _name, group: _group, mustExist: _mustExist, ...draft } = file;
  return draft;
}

/**
 * A path that was chosen, as the pattern that means just it. On Windows a backslash
 * separates names, so that what it would keep from being special can't be said.
 */
export const literalPattern = (path: string, windows: boolean): string =>
  windows ? path : path.replace(/[\\*?[\]$%]/g, '\\$&');

/** What is special about a tracked file, in short. */
export function traits(file: TrackedFile, { directory }: PlatformWords): readonly string[] {
  return [
    ...(file.pathType === 'directory' ? [file.recursion ? `${directory}, all below` : directory] : []),
    ...(file.growing ? ['growing log'] : []),
    ...(file.useSudo ? ['sudo'] : []),
    ...(file.keepContent ? [] : ['hash only']),
    ...(file.links === 'follow' ? [] : [`links: ${file.links}`]),
    ...(file.excludes.length > 0 ? [`${file.excludes.length} left out`] : []),
  ];
}
