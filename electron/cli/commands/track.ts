import { parse } from 'node:path';
import { printable } from '../../shared/model/printable.ts';
import type { TrackedFile } from '../../shared/model/settings.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';
import { findTracked, newTrackedFile, type TrackOptions, withFiles } from '../tracked-items.ts';
import { UsageError } from '../usage.ts';

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

/** `track files`: adds an item to the settings and prints it. A running Tidemark picks it up at once. */
export async function trackFiles(context: Context, path: string, options: TrackOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  if (path === '') throw new UsageError('The path is empty.');
  const { settings } = loadSettings(settingsFile, platform);
  const item = newTrackedFile(settings, path, options);
  saveSettings(settingsFile, withFiles(settings, [...settings.tracking.files, item]));
  list(terminal, [item]);
  if (item.path === parse(item.path).root && item.recursion) {
    terminal.error(
      `Warning: ${item.path} is everything on this machine; excludes and a folder of its own are kinder to it.`,
    );
  }
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
