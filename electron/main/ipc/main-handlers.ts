import { hostname } from 'node:os';
import { app, dialog } from 'electron';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { Places } from '../lifecycle/places.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import type { MainHandlers } from './dispatch.ts';

/** The requests that main answers itself. */
export function mainHandlers(places: Places, settings: SettingsKeeper, engine: EngineHost): MainHandlers {
  return {
    'settings.get': () => settings.current,
    'settings.fault': () => settings.fault,
    'settings.set': (args) => settings.set(args.settings),
    'app.about': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: places.platform,
      dataDir: places.dataDir,
      settingsFile: places.settingsFile,
      machine: hostname(),
    }),
    'app.choosePath': async ({ kind }) => {
      const chosen = await dialog.showOpenDialog({
        properties: [kind === 'file' ? 'openFile' : 'openDirectory', 'showHiddenFiles', 'dontAddToRecent'],
      });
      return chosen.filePaths[0] ?? null;
    },
    'engine.state': () => engine.state,
    'engine.restart': () => {
      engine.start();
      return null;
    },
  };
}
