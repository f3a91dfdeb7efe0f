import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { makeFolder } from '../../shared/model/make-folder.ts';
import { type Platform, recommendedSettings } from '../../shared/model/recommended.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
import { formatSettings } from '../../shared/model/settings-migrations.ts';
import { checkSettings } from './check.ts';

/** Settings, and whether they come from the file or stand in for one that is not there. */
export interface Loaded {
  readonly settings: Settings;
  readonly source: 'file' | 'recommended';
}

function fileError(path: string, doing: string, error: unknown): TidemarkError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return new TidemarkError(
      'diskFull',
      `There is no space to write the settings file ${path}.`,
      'Make space and try again.',
    );
  }
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return new TidemarkError(
    denied ? 'denied' : 'unavailable',
    `The settings file ${path} can't be ${doing}: ${message}.`,
    'Correct its path or its rights, or name another file with --settings.',
    { cause: error },
  );
}

/** The text of a settings file; `undefined` where there is no such file. */
export function readSettingsText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError(path, 'read', error);
  }
}

/**
 * Settings from the text of the file at `path`. One that does not hold settings is
 * refused and left as it is: somebody may be editing it.
 */
function parse(path: string, text: string): Settings {
  const checked = checkSettings(text);
  if (checked.ok) return checked.settings;
  const [first = '', ...others] = checked.faults;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new TidemarkError(
    'invalid',
    `The settings file ${path} can't be used: ${first.replace(/\.$/, '')}${more}.`,
    `Correct it; 'tidemark settings check' lists every fault.`,
  );
}

/** The settings that hold: the file's, or the recommended set where there is no file. */
export function loadSettings(path: string, platform: Platform): Loaded {
  const text = readSettingsText(path);
  return text === undefined
    ? { settings: recommendedSettings(platform), source: 'recommended' }
    : { settings: parse(path, text), source: 'file' };
}

/**
 * Writes settings, checked by the schema, whole or not at all, readable by their
 * owner alone. `conf` writes beside the file and renames.
 */
export async function saveSettings(path: string, settings: Settings): Promise<void> {
  const checked = settingsSchema.parse(settings);
  try {
    const Conf = await loadConf();
    // Often the data folder, which is nobody else's business: conf would let everybody in.
    makeFolder({ existsSync, mkdirSync, dirname }, dirname(path));
    const file = new Conf<Record<string, unknown>>({
      cwd: dirname(path),
      configName: basename(path),
      fileExtension: '',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      // The file's own text is read by `parse` alone; conf reads it only to look for marks of its own.
      deserialize: (text) => ({ ...parse(path, text) }),
      serialize: (value) => formatSettings(settingsSchema.parse(value)),
    });
    file.store = { ...checked };
  } catch (error) {
    throw error instanceof TidemarkError ? error : fileError(path, 'written', error);
  }
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * `conf`, loaded only where settings are written: that takes 35 ms. A part of it answers signals by killing the process,
 * which leaves no time to close: that is taken away from it.
 */
async function loadConf() {
  const own = ending.map((signal) => process.listeners(signal));
  const { default: Conf } = await import('conf');
  for (const [at, signal] of ending.entries()) {
    for (const each of process.listeners(signal)) if (!own[at]?.includes(each)) process.removeListener(signal, each);
  }
  return Conf;
}

/** Puts a settings file aside under a name with its date. Returns that name; `undefined` where there is none. */
export function putAside(path: string, now: Date = new Date()): string | undefined {
  if (!existsSync(path)) return undefined;
  const aside = `${path}.${now.toISOString().replaceAll(':', '-')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    throw fileError(path, 'put aside', error);
  }
  return aside;
}
