import { dirname, normalize } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { watch } from 'chokidar';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Platform } from '../../shared/model/recommended.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { loadSettings } from './settings-file.ts';

/** Hears of edits of the settings file. */
export interface SettingsWatcher {
  /** Settings that differ from those before. */
  readonly changed: (settings: Settings) => void;
  /** An edit that can't be used; the settings before it stay in force. */
  readonly broken: (error: TidemarkError) => void;
}

/** An editor writes in pieces; a file is read once its size was the same for so long (ms). */
const settled = { stabilityThreshold: 100, pollInterval: 20 };

/**
 * Watches a settings file until the returned function is called. The folder is
 * watched rather than the file: most editors put a new file in the old one's place.
 */
export async function watchSettings(
  path: string,
  platform: Platform,
  current: Settings,
  { changed, broken }: SettingsWatcher,
): Promise<() => Promise<void>> {
  const folder = dirname(path);
  let held = current;

  const reload = (): void => {
    try {
      const { settings, source } = loadSettings(path, platform);
      if (source === 'recommended') {
        throw new TidemarkError(
          'notFound',
          `The settings file ${path} was taken away.`,
          'The settings it held stay in force until there is one again.',
        );
      }
      if (isDeepStrictEqual(settings, held)) return;
      held = settings;
      changed(settings);
    } catch (error) {
      broken(TidemarkError.from(error));
    }
  };

  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    awaitWriteFinish: settled,
    // The folder holds the database too, which is written all the time. On Windows they are named with slashes here.
    ignored: (each) => ![folder, path].includes(normalize(each)),
  });
  watcher.on('add', reload).on('change', reload).on('unlink', reload);
  watcher.on('error', (error) => broken(TidemarkError.from(error)));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  // Edited since it was read: the watch tells only of what comes after it was armed.
  reload();
  return () => watcher.close();
}
