import { resolve } from 'node:path';
import { contentDiff } from '../../engine/query/diff.ts';
import { previewRestore, restoreVersion, saveVersion } from '../../engine/restore/restore.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { RestorePreview } from '../../shared/contract/restore.ts';
import type { Change } from '../../shared/model/change.ts';
import { changedFields } from '../../shared/model/differences.ts';
import { printable } from '../../shared/model/printable.ts';
import { lostWords } from '../../shared/model/restore-words.ts';
import type { Context } from '../context.ts';
import { fieldLines } from '../output/fields.ts';
import { shownPatch } from '../output/patch.ts';
import type { Terminal } from '../output/terminal.ts';
import { reading } from '../reading.ts';
import { loadSettings } from '../settings/settings-file.ts';
import { UsageError } from '../usage.ts';
import { workerFile } from '../worker-file.ts';

export interface RestoreOptions {
  /** Save a copy there instead. */
  readonly to?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `restore`: puts back what a file held before a change, after a preview and a yes. */
export function restore(context: Context, id: number, options: RestoreOptions): Promise<number> {
  const { terminal } = context;
  const { to, yes, dryRun } = options;
  if (to === '') throw new UsageError('--to needs the name of a file.');
  if (to === undefined && !yes && !dryRun && terminal.ask === undefined) {
    throw new UsageError(
      'Nothing was written: there is no terminal to ask on. Give --yes to put it back, or --dry-run to see what would be written.',
    );
  }
  return reading(context, async ({ store }) => {
    if (to !== undefined) {
      const file = resolve(to);
      await saveVersion(store, id, file, false);
      terminal.line(`Saved what it held before change ${id} as ${printable(file)}.`);
      return 0;
    }
    const preview = await withCopyAdvice(id, () => previewRestore(store, id));
    const target = printable(preview.target);
    if (preview.same) {
      terminal.line(`${target} holds this version already; nothing to do.`);
      return 0;
    }
    const change = store.change(id);
    if (change !== undefined) await showPreview(terminal, change, preview);
    if (dryRun) {
      if (preview.obstacle) terminal.error(printable(`${preview.obstacle.message} ${preview.obstacle.advice}`));
      return 0;
    }
    if (preview.obstacle) throw copyAdvice(id, TidemarkError.fromShape(preview.obstacle));
    if (!yes && !(await terminal.ask?.(`Put it back into ${target}?`))) {
      terminal.error('Nothing was written.');
      return 1;
    }
    const present = preview.now === null ? null : String(preview.now.checksum);
    const { key, lost } = await withCopyAdvice(id, () =>
      restoreVersion(store, { id, target: preview.target, present }),
    );
    terminal.line(`Put back: ${target} holds again what it held before change ${id}.`);
    const words = lostWords(lost);
    if (words !== undefined && lost.length > preview.lost.length) terminal.error(printable(words));
    await record(context, key);
    return 0;
  });
}

/** The fields for a person, the difference on standard output, what else there is to know on standard error. */
async function showPreview(terminal: Terminal, change: Change, preview: RestorePreview): Promise<void> {
  const { now, version, result, content, path, target, names, lost } = preview;
  // A pipe gets the patch alone, so that it can be applied.
  if (terminal.interactive) {
    const there = now && Object.fromEntries(Object.entries(now).filter(([name]) => result[name] !== undefined));
    const changed = there === null ? [] : changedFields('Files', there, result);
    for (const line of fieldLines('Files', there, result, changed)) terminal.line(line);
    terminal.line('');
  }
  const diff = contentDiff({ ...change, before: now, after: version }, content);
  if (diff.kind === 'unified') await terminal.write([shownPatch(terminal, diff.patch)]);
  if (diff.kind === 'told') {
    for (const line of diff.lines) terminal.line(printable(line));
    if (diff.hex.length > 0) terminal.line(shownPatch(terminal, diff.hex.join('\n')));
  }
  const words = lostWords(lost);
  if (words !== undefined) terminal.error(printable(words));
  if (target !== path) terminal.error(`${printable(path)} leads to ${printable(target)}: that is written.`);
  if (names > 1)
    terminal.error(`The file has ${names} names (hard links): only this one will hold the earlier version.`);
}

/** Where only the place is at fault, the advice names the command that saves a copy. */
async function withCopyAdvice<T>(id: number, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw copyAdvice(id, TidemarkError.from(thrown));
  }
}

function copyAdvice(id: number, error: TidemarkError): TidemarkError {
  const { kind, message, advice } = error;
  if (kind === 'notFound') return error;
  return new TidemarkError(kind, message, `${advice} A copy: tidemark restore ${id} --to FILE`, { cause: error });
}

/** Has the change recorded: by the Tidemark that runs, which sees it, or by a look of our own. */
async function record({ terminal, dataDir, settingsFile, platform, startKql }: Context, key: string): Promise<void> {
  const { settings } = loadSettings(settingsFile, platform);
  const { openEngine } = await import('../../engine/index.ts');
  try {
    const engine = await openEngine({ dataDir, settings, as: 'tidemark restore', workerFile, startKql, mode: 'once' });
    await engine.request('tracking.look', { type: 'Files', key }).finally(() => engine.close());
  } catch (thrown) {
    const error = TidemarkError.from(thrown);
    if (error.kind === 'locked') return;
    terminal.error(printable(`It was written, but not recorded as a change yet: ${error.message} ${error.advice}`));
  }
}
