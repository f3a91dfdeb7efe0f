import { basename, dirname, extname } from 'node:path';
import ElectronStore from 'electron-store';
import { recommendedSettings } from '../../shared/model/recommended.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { formatSettings, parseSettings } from '../../shared/model/settings-migrations.ts';
import type { Places } from '../lifecycle/places.ts';
import { SettingsKeeper } from './settings-keeper.ts';

/** Reads the settings (at a first start: the recommended ones) and follows their file. */
export function setupSettings(places: Places): SettingsKeeper {
  const keeper = new SettingsKeeper({
    file: places.settingsFile,
    open: openStore,
    fallback: () => recommendedSettings(places.platform),
  });
  keeper.watch();
  return keeper;
}

function openStore(file: string): ElectronStore<Settings> {
  const extension = extname(file);
  return new ElectronStore<Settings>({
    cwd: dirname(file),
    name: basename(file, extension),
    fileExtension: extension.slice(1),
    configFileMode: 0o600,
    // The one schema checks every read and write, and migrates; the library's own
    // migrations would leave a key of theirs in the file
    serialize: formatSettings,
    deserialize: parseSettings,
  });
}
