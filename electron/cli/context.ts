import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { StartKql } from '../engine/query/kql/protocol.ts';
import { defaultDataDir, defaultSettingsFile, platformOf } from '../shared/model/data-dir.ts';
import type { Platform } from '../shared/model/recommended.ts';
import type { Terminal } from './output/terminal.ts';
import { UsageError } from './usage.ts';

/** What every command is given. */
export interface Context {
  readonly terminal: Terminal;
  readonly platform: Platform;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly settingsFile: string;
  readonly startKql: StartKql;
}

/** Where data and settings lie, by `--data` and `--settings` or by the platform's custom. */
export function contextOf(
  options: { readonly data?: string | undefined; readonly settings?: string | undefined },
  terminal: Terminal,
  startKql: StartKql,
): Context {
  if (options.data === '') throw new UsageError('--data needs the name of a folder.');
  if (options.settings === '') throw new UsageError('--settings needs the name of a file.');
  const platform = platformOf(process.platform);
  const dataDir =
    options.data === undefined
      ? defaultDataDir({ platform, env: process.env, home: homedir() })
      : resolve(options.data);
  const settingsFile =
    options.settings === undefined ? defaultSettingsFile(dataDir, platform) : resolve(options.settings);
  return { terminal, platform, dataDir, settingsFile, startKql };
}
