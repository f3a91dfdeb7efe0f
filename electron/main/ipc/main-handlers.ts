import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { changeTitle } from '../../shared/model/words.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { Places } from '../lifecycle/places.ts';
import type { Notifications } from '../notifications/setup-notifications.ts';
import { sealingStatus } from '../secrets/sealing.ts';
import type { Sealing } from '../secrets/setup-secrets.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import type { MainHandlers } from './dispatch.ts';
import { saveText } from './save-text.ts';

/** The requests that main answers itself. */
export function mainHandlers(
  places: Places,
  settings: SettingsKeeper,
  engine: EngineHost,
  notifications: () => Notifications,
  secrets: () => Sealing,
): MainHandlers {
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
    'app.saveCopy': async ({ id }) => {
      const { change } = await engine.request('changes.get', { id });
      const chosen = await dialog.showSaveDialog({
        defaultPath: join(app.getPath('documents'), changeTitle(change)),
        properties: ['showHiddenFiles', 'dontAddToRecent', 'showOverwriteConfirmation'],
      });
      if (!chosen.filePath) return null;
      await engine.request('content.saveCopy', { id, file: chosen.filePath, replace: true });
      return chosen.filePath;
    },
    'app.saveText': async ({ name, text }) => {
      const chosen = await dialog.showSaveDialog({
        // A name, whatever it was made of: nothing of it leads elsewhere
        defaultPath: join(app.getPath('documents'), name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-')),
        properties: ['showHiddenFiles', 'dontAddToRecent', 'showOverwriteConfirmation'],
      });
      if (!chosen.filePath) return null;
      await saveText(chosen.filePath, text);
      return chosen.filePath;
    },
    'secrets.seal': ({ text }) => secrets().seal(text),
    'secrets.status': sealingStatus,
    'attention.get': () => notifications().state,
    'attention.tellHeld': () => {
      notifications().tellHeld();
      return null;
    },
    'engine.state': () => engine.state,
    'engine.restart': () => {
      engine.start();
      return null;
    },
  };
}
