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
    mustExist: true,
  };
}

/** What is special about a tracked file, in short. */
export function traits(file: TrackedFile, { directory }: PlatformWords): readonly string[] {
  return [
    ...(file.pathType === 'directory' ? [file.recursion ? `${directory}, all below` : directory] : []),
    ...(file.growing ? ['growing log'] : []),
    ...(file.keepContent ? [] : ['hash only']),
    ...(file.links === 'follow' ? [] : [`links: ${file.links}`]),
    ...(file.excludes.length > 0 ? [`${file.excludes.length} left out`] : []),
  ];
}
