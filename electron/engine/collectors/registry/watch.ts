import type { Watch, WatchRequest } from '../collector.ts';
import { keyName, keyOfKey, type Spec } from './spec.ts';
import { type Target, WatchedKey } from './watch-key.ts';

/** Arms a watch over every tracked key. */
export function watchRegistry(request: WatchRequest, specs: readonly Spec[]): Watch {
  const watched: WatchedKey[] = [];
  for (const spec of specs) {
    for (const view of spec.views) {
      const key = keyName(spec.hive, spec.path, view);
      const hint = keyOfKey(key);
      const failed = (error: Error) => {
        request.gap('watchFailed', key);
        request.problem({
          type: 'Registry',
          kind: 'failed',
          subject: key,
          message: `The key ${key} can't be watched: ${error.message}.`,
          advice: 'Its changes are found by the scheduled collections; what may not be read can be excluded.',
        });
      };
      for (const target of targetsOf(spec, view)) {
        watched.push(new WatchedKey(target, { changed: () => request.hint(hint), failed }));
      }
    }
  }
  return {
    watched: () => watched.reduce((sum, each) => sum + each.watched, 0),
    close: async () => {
      await Promise.all(watched.map((each) => each.close()));
    },
  };
}

const classes = 'Software\\Classes';

/** HKEY_CLASSES_ROOT shows the machine's classes and the user's as one: a watch sees only one of them. */
function targetsOf({ hive, path, recursion }: Spec, view: Target['view']): readonly Target[] {
  const target = { hive, path, view, subtree: recursion };
  if (hive !== 'HKEY_CLASSES_ROOT') return [target];
  const below = path === '' ? classes : `${classes}\\${path}`;
  return [
    { ...target, hive: 'HKEY_LOCAL_MACHINE', path: below },
    { ...target, hive: 'HKEY_CURRENT_USER', path: below },
  ];
}
