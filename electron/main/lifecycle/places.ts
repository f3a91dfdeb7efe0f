import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { app } from 'electron';
import { defaultDataDir, defaultSettingsFile, platformOf } from '../../shared/model/data-dir.ts';
import { makeFolder } from '../../shared/model/make-folder.ts';
import type { Platform } from '../../shared/model/recommended.ts';

/** Where everything lies. */
export interface Places {
  readonly platform: Platform;
  readonly dataDir: string;
  readonly settingsFile: string;
  readonly logFile: string;
  readonly windowState: string;
  readonly engineEntry: string;
  readonly kqlEntry: string;
  readonly preload: string;
  readonly rendererRoot: string;
  readonly trayIcons: string;
  readonly appIcon: string;
}

/**
 * Settles where everything lies, and makes Electron keep its own profile in the
 * data folder too: so a second Tidemark with another data folder is another
 * Tidemark, with a single-instance lock of its own.
 */
export function setupPlaces(given: {
  readonly data: string | undefined;
  readonly settings: string | undefined;
}): Places {
  const platform = platformOf(process.platform);
  const dataDir = given.data ? resolve(given.data) : defaultDataDir({ platform, env: process.env, home: homedir() });
  const settingsFile = given.settings ? resolve(given.settings) : defaultSettingsFile(dataDir, platform);
  const profile = join(dataDir, 'window');
  // Only its owner may see what this machine tracks
  for (const folder of [dataDir, profile, dirname(settingsFile)])
    makeFolder({ existsSync, mkdirSync, dirname }, folder);
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  app.setPath('crashDumps', join(profile, 'crashes'));
  app.setAppLogsPath(profile);

  const bundles = import.meta.dirname;
  const icons = join(bundles, '..', '..', 'build', 'icons');
  return {
    platform,
    dataDir,
    settingsFile,
    logFile: join(dataDir, 'tidemark.log'),
    windowState: join(dataDir, 'window.json'),
    engineEntry: join(bundles, 'engine.js'),
    kqlEntry: join(bundles, 'kql.js'),
    preload: join(bundles, '..', 'preload', 'index.cjs'),
    rendererRoot: join(bundles, '..', 'renderer'),
    trayIcons: join(icons, 'tray'),
    appIcon: join(icons, 'app', '256x256.png'),
  };
}
