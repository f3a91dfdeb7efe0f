import type { TrackedRegistry } from '../../../electron/shared/model/settings.ts';

/** A tracked key that nothing is known of yet; its name and its key are still to be given. */
export function emptyKey(): TrackedRegistry {
  return {
    id: crypto.randomUUID(),
    enabled: true,
    name: '',
    group: 'Custom',
    key: '',
    recursion: false,
    valueName: '',
    excludes: [],
    maxDepth: null,
    view: '64',
    keepContent: true,
    mustExist: true,
  };
}

const views = { '64': [], '32': ['32-bit'], both: ['64- and 32-bit'] } as const;

/** What is special about a tracked key, in short. */
export function keyTraits(item: TrackedRegistry): readonly string[] {
  return [
    ...(item.recursion ? ['all below'] : []),
    ...(item.valueName === '' ? [] : [`only ${item.valueName}`]),
    ...views[item.view],
    ...(item.keepContent ? [] : ['large values by hash']),
    ...(item.excludes.length > 0 ? [`${item.excludes.length} left out`] : []),
  ];
}
