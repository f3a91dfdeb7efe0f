import type { PatternTrial } from '../../shared/contract/pattern.ts';
import { matchWords } from '../../shared/model/pattern-words.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Settings, TrackedFile } from '../../shared/model/settings.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';
import { findTracked, newTrackedFile, type TrackOptions, withFiles } from '../tracked-items.ts';
import { UsageError } from '../usage.ts';
import { workerFile } from '../worker-file.ts';

/** What is out of the ordinary about an item, as one reads it in a list. */
function traits(item: TrackedFile): string {
  return [
    ...(item.enabled ? [] : ['off']),
    item.pathType,
    ...(item.recursion ? ['recursive'] : []),
    ...(item.links === 'follow' ? [] : [`links: ${item.links}`]),
    ...(item.keepContent ? [] : ['no content']),
    ...(item.excludes.length === 0 ? [] : [`without ${item.excludes.join(' ')}`]),
    ...(item.maxDepth === null ? [] : [`depth ${item.maxDepth}`]),
    ...(item.maxSize === null ? [] : [`up to ${item.maxSize} bytes`]),
    ...(item.growing ? ['growing log'] : []),
    ...(item.useSudo ? ['sudo'] : []),
    ...(item.mustExist ? [] : ['optional']),
  ].join(', ');
}

const cells = (item: TrackedFile): readonly string[] => [item.id, item.path, traits(item), item.group].map(printable);

function list(terminal: Terminal, items: readonly TrackedFile[]): void {
  for (const line of table(items.map(cells))) terminal.line(line);
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
function tell(terminal: Terminal, { matches, warnings }: PatternTrial): void {
  const nothing = warnings.find(({ kind }) => kind === 'nothing');
  if (nothing !== undefined) terminal.line(printable(`matches nothing now: ${nothing.message} ${nothing.advice}`));
  else if (matches !== null) terminal.line(matchWords(matches));
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
  saveSettings(settingsFile, withFiles(settings, [...settings.tracking.files, item]));
  list(terminal, [item]);
  tell(terminal, trial);
  return 0;
}

/** `track registry`: there is a registry on Windows only. */
export async function trackRegistry(): Promise<number> {
  throw new UsageError('Registry keys exist on Windows only, and this version tracks none yet.');
}

/** `untrack`: takes an item out of the settings, by its id, name or path. What was recorded of it stays. */
export async function untrack(context: Context, what: string): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  const item = findTracked(settings, what);
  saveSettings(
    settingsFile,
    withFiles(
      settings,
      settings.tracking.files.filter((each) => each !== item),
    ),
  );
  terminal.line(`${printable(item.path)} is tracked no longer; what was recorded of it stays.`);
  return 0;
}

/** `tracked`: the tracked items, and the types that are on. */
export async function tracked(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const { files, software, daemons, machine } = loadSettings(settingsFile, platform).settings.tracking;
  if (options.json) {
    terminal.line(JSON.stringify({ files, software, daemons, machine }, undefined, 2));
    return 0;
  }
  list(terminal, files);
  const switched = (name: string, { enabled }: { readonly enabled: boolean }) => `${name} ${enabled ? 'on' : 'off'}`;
  const types = [switched('Software', software), switched('Daemons', daemons), switched('Machine', machine)];
  terminal.line(`${files.length === 0 ? 'No files. ' : ''}${types.join(', ')}.`);
  return 0;
}
