import { type Target, WatchedKey } from '../../registry/watch-key.ts';
import type { SourceListener, SourceWatch } from '../source.ts';
import { inProgress, loadedUsers } from './msi.ts';
import { listedParts } from './read.ts';

const users: Target = { hive: 'HKEY_USERS', path: '', view: '64', subtree: false };

const nameOf = ({ hive, path, view }: Target) => JSON.stringify([hive, path, view]);

/** Watches every list of software, and the users' hives being loaded and unloaded. */
export function watchSoftware(listener: SourceListener): SourceWatch {
  const watched = new Map<string, WatchedKey>();

  /** Arms what is not armed yet, and lets go of what is there no more. */
  function arm(): void {
    const lists = listedParts(loadedUsers()).map(({ place }) => ({ ...place, subtree: true }));
    const targets = [users, { ...inProgress, subtree: false }, ...lists];
    const wanted = new Map(targets.map((target) => [nameOf(target), target]));
    for (const [name, key] of watched) {
      if (wanted.has(name)) continue;
      watched.delete(name);
      void key.close();
    }
    for (const [name, target] of wanted) {
      if (!watched.has(name)) watched.set(name, new WatchedKey(target, listenerOf(target)));
    }
  }

  const listenerOf = (target: Target) => ({
    changed: () => {
      if (target === users) tryTo(arm);
      listener.changed();
    },
    failed: (error: Error) => listener.failed(`${target.hive}\\${target.path}`, error.message),
  });

  function tryTo(act: () => void): void {
    try {
      act();
    } catch (error) {
      listener.failed(users.hive, error instanceof Error ? error.message : String(error));
    }
  }

  tryTo(arm);
  return {
    watched: () => [...watched.values()].reduce((sum, each) => sum + each.watched, 0),
    close: async () => {
      await Promise.all([...watched.values()].map((each) => each.close()));
    },
  };
}
