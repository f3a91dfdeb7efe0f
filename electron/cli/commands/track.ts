import type { PatternTrial } from '../../shared/contract/pattern.ts';
import { matchWords } from '../../shared/model/pattern-words.ts';
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
import { workerFile } from '../worker-file.ts';

function list(terminal: Terminal, items: readonly (TrackedFile | TrackedRegistry)[]): void {
  for (const line of table(items.map(trackedCells))) terminal.line(line);
}

/** Judges an item, and looks at what it matches now. */
async function tryItem(settings: Settings, item: TrackedFile): Promise<PatternTrial> {
  // Only here: the other commands need not wait for what it loads.
  const { PatternTrials } = await import('../../engine/collectors/files/patterns/trials.ts');
  const trials = new PatternTrials(workerFile);
  try {
    return await trials.try(item, settings, true);
  } finally {
    await trials.close();
  }
}

/** What it matches now, and on standard error what it is warned of. That nothing is there yet is no warning. */
function tell({ terminal, platform }: Context, { matches, warnings }: PatternTrial): void {
  const nothing = warnings.find(({ kind }) => kind === 'nothing');
  if (nothing !== undefined) terminal.line(printable(`matches nothing now: ${nothing.message} ${nothing.advice}`));
  else if (matches !== null) terminal.line(matchWords(matches, platformWords(platform)));
  for (const { message, advice } of warnings.filter((each) => each !== nothing)) {
    terminal.error(printable(`Warning: ${message} ${advice}`));
  }
}

/**
 * `track files`: adds an item to the settings and prints it, with what it matches now.
 * A pattern that can't be used is refused. A running Tidemark picks the item up at once.
 */
export async function trackFiles(context: Context, path: string, options: TrackOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  if (path === '') throw new UsageError('The path is empty.');
  const { settings } = loadSettings(settingsFile, platform);
  const item = newTrackedFile(settings, path, options);
  const trial = await tryItem(settings, item);
  const [fault] = trial.faults;
  if (fault !== undefined) throw new UsageError(`${fault.written}: ${fault.message}`, fault.advice);
  await saveSettings(settingsFile, withFiles(settings, [...settings.tracking.files, item]));
  list(terminal, [item]);
  tell(context, trial);
  return 0;
}

/** `track registry`: adds a registry key, or a preset by its id. On other platforms it is kept for Windows. */
export async function trackRegistry(context: Context, key: string, options: TrackRegistryOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const item = newTrackedRegistry(settings, key, options);
  await saveSettings(settingsFile, withKey(settings, item));
  list(terminal, [item]);
  if (platform !== 'windows') terminal.error(`Warning: a registry key ${foreignHere(platform)}.`);
  return 0;
}

/** `untrack`: takes an item out of the settings, by its id, name, path or key. What was recorded of it stays. */
export async function untrack(context: Context, what: string): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const item = findTracked(settings, what);
  await saveSettings(settingsFile, withoutTracked(settings, item));
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
