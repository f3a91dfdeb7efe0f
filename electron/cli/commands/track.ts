import { parse } from 'node:path';
import { platformWords, typesOf } from '../../shared/model/platform-words.ts';
import { printable } from '../../shared/model/printable.ts';
import { registryPresets } from '../../shared/model/registry-presets.ts';
import type { Settings, TrackedFile, TrackedRegistry } from '../../shared/model/settings.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { trackedCells } from '../output/tracked.ts';
import { foreignHere } from '../settings/foreign.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';
import {
  findTracked,
  newTrackedFile,
  placeOf,
  type TrackOptions,
  withFiles,
  withoutTracked,
} from '../tracked-items.ts';
import { newTrackedRegistry, type TrackRegistryOptions, withKey } from '../tracked-registry.ts';
import { UsageError } from '../usage.ts';

function list(terminal: Terminal, items: readonly (TrackedFile | TrackedRegistry)[]): void {
  for (const line of table(items.map(trackedCells))) terminal.line(line);
}

/** `track files`: adds an item to the settings and prints it. A running Tidemark picks it up at once. */
export async function trackFiles(context: Context, path: string, options: TrackOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  if (path === '') throw new UsageError('The path is empty.');
  const { settings } = loadSettings(settingsFile, platform);
  const item = newTrackedFile(settings, path, options);
  saveSettings(settingsFile, withFiles(settings, [...settings.tracking.files, item]));
  list(terminal, [item]);
  if (item.path === parse(item.path).root && item.recursion) {
    const { directory } = platformWords(platform);
    terminal.error(
      `Warning: ${item.path} is everything on this machine; excludes and a ${directory} of its own are kinder to it.`,
    );
  }
  return 0;
}

/** `track registry`: adds a registry key, or a preset by its id. On other platforms it is kept for Windows. */
export async function trackRegistry(context: Context, key: string, options: TrackRegistryOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const item = newTrackedRegistry(settings, key, options);
  saveSettings(settingsFile, withKey(settings, item));
  list(terminal, [item]);
  if (platform !== 'windows') terminal.error(`Warning: a registry key ${foreignHere(platform)}.`);
  return 0;
}

/** `untrack`: takes an item out of the settings, by its id, name, path or key. What was recorded of it stays. */
export async function untrack(context: Context, what: string): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const item = findTracked(settings, what);
  saveSettings(settingsFile, withoutTracked(settings, item));
  terminal.line(`${printable(placeOf(item))} is tracked no longer; what was recorded of it stays.`);
  return 0;
}

/** The preset keys, and whether each is on in these settings. */
const presetsIn = ({ tracking }: Settings) =>
  registryPresets.map(({ id, name, key, purpose }) => ({
    id,
    enabled: tracking.registry.some((item) => item.id === id && item.enabled),
    name,
    key,
    purpose,
  }));

/** `tracked`: the tracked items, and the types that are on; or the preset registry keys with their purposes. */
export async function tracked(
  context: Context,
  options: { readonly json?: boolean; readonly presets?: boolean },
): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const { files, registry, software, services, daemons, machine } = settings.tracking;
  if (options.presets) {
    const presets = presetsIn(settings);
    if (options.json) terminal.line(JSON.stringify(presets, undefined, 2));
    else {
      for (const { id, enabled, key, purpose } of presets) {
        terminal.line(`${id}  ${enabled ? 'on' : 'off'}`);
        terminal.line(`  ${key}`);
        terminal.line(`  ${purpose}`);
      }
    }
    return 0;
  }
  if (options.json) {
    terminal.line(JSON.stringify({ files, registry, software, services, daemons, machine }, undefined, 2));
    return 0;
  }
  list(terminal, [...files, ...registry]);
  const switched = { Software: software, WindowsServices: services, Daemons: daemons, Machine: machine };
  const types = typesOf(platform).flatMap((type) =>
    type === 'Files' || type === 'Registry' ? [] : [`${type} ${switched[type].enabled ? 'on' : 'off'}`],
  );
  terminal.line(`${files.length === 0 ? 'No files. ' : ''}${types.join(', ')}.`);
  return 0;
}
