import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { recommendedSettings } from '../../shared/model/recommended.ts';
import { emptySettings } from '../../shared/model/settings.ts';
import { formatSettings } from '../../shared/model/settings-migrations.ts';
import type { Context } from '../context.ts';
import { withKql } from '../kql.ts';
import { checkSettings } from '../settings/check.ts';
import { foreignParts } from '../settings/foreign.ts';
import { loadSettings, putAside, readSettingsText, saveSettings } from '../settings/settings-file.ts';

/** `settings path`: where the settings lie. */
export async function settingsPath({ terminal, settingsFile }: Context): Promise<number> {
  terminal.line(settingsFile);
  return 0;
}

/** `settings get`: the settings that hold, whole; without a file those of the recommended set. */
export async function settingsGet({ terminal, settingsFile, platform }: Context): Promise<number> {
  await terminal.write([formatSettings(loadSettings(settingsFile, platform).settings)]);
  return 0;
}

function tellFaults({ terminal }: Context, file: string, faults: readonly string[], advice: string): number {
  for (const fault of faults) terminal.line(printable(fault));
  terminal.error(`tidemark: ${printable(file)} has ${counted(faults.length, 'fault')}. ${advice}`);
  return 1;
}

/** `settings check`: every fault of a file with its place, one a line; of a good one what does not apply to this platform. */
export async function settingsCheck(context: Context, given: string | undefined): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  const file = given === undefined ? settingsFile : resolve(given);
  const text = readSettingsText(file);
  if (text === undefined) {
    throw new TidemarkError('notFound', `There is no settings file ${file}.`, "Make one with 'settings init'.");
  }
  const checked = checkSettings(text);
  if (!checked.ok) {
    return tellFaults(
      context,
      file,
      checked.faults,
      `Correct ${checked.faults.length === 1 ? 'it' : 'them'} before it is used.`,
    );
  }
  // Only here: the other commands need not wait for what it loads.
  const { checkPatterns } = await import('../settings/check-patterns.ts');
  const { faults, unset } = checkPatterns(checked.settings);
  for (const each of unset) terminal.error(printable(`Warning: ${each}`));
  if (faults.length > 0)
    return tellFaults(
      context,
      file,
      faults,
      'It is used all the same, but these match nothing, or not what they seem to.',
    );
  const { checkAlerts } = await import('../settings/check-alerts.ts');
  const ofAlerts = await withKql(context, (kql) => checkAlerts(checked.settings, kql));
  if (ofAlerts.length > 0)
    return tellFaults(context, file, ofAlerts, 'It is used all the same, but these do not do what they should.');
  for (const part of foreignParts(checked.settings, platform)) terminal.line(printable(part));
  terminal.line(`${printable(file)} holds no fault.`);
  return 0;
}

/** `settings init`: a new settings file, with the recommended set or with nothing tracked at all. */
export async function settingsInit(
  context: Context,
  options: { readonly empty?: boolean; readonly force?: boolean },
): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  if (existsSync(settingsFile) && !options.force) {
    throw new TidemarkError(
      'invalid',
      `There is a settings file already: ${settingsFile}.`,
      'Keep it, or give --force to begin anew; the old one is kept beside it then.',
    );
  }
  const aside = putAside(settingsFile);
  await saveSettings(settingsFile, options.empty ? emptySettings() : recommendedSettings(platform));
  if (aside !== undefined) terminal.line(`The old settings are kept as ${printable(aside)}.`);
  terminal.line(
    `${printable(settingsFile)} was written${options.empty ? '; it tracks nothing yet' : ', with the recommended set'}.`,
  );
  return 0;
}
