import { z } from 'zod';
import { TidemarkError } from '../contract/errors.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** The version of the settings that this Tidemark writes. */
export const settingsVersion = 1;

type Raw = Readonly<Record<string, unknown>>;

/**
 * One step a version, in order: the first makes version 2 of version 1. A step
 * takes plain JSON, since the schema of an old version is gone by then.
 */
const steps: readonly ((settings: Raw) => Raw)[] = [];

const versioned = z.looseObject({ version: z.number().int().min(1).default(1) });

/**
 * Brings settings of any earlier version to the newest one; the schema has the
 * last word on the result. Settings of a later version are refused: what this
 * Tidemark does not know of them it would lose.
 */
export function migrateSettings(raw: unknown): unknown {
  const head = versioned.safeParse(raw);
  // Not even an object with a version: let the schema say so
  if (!head.success) return raw;
  const { version } = head.data;
  if (version > settingsVersion) {
    throw new TidemarkError(
      'invalid',
      `These settings are of version ${version}, and this Tidemark knows versions up to ${settingsVersion}.`,
      'Update Tidemark, or go back to the settings of the earlier version.',
    );
  }
  const migrated = steps.slice(version - 1).reduce<Raw>((settings, step) => step(settings), head.data);
  return { ...migrated, version: settingsVersion };
}

/**
 * The text of a settings file as settings, by the application and the command
 * line alike. Fails with a TidemarkError of kind `invalid` that names what is wrong.
 */
export function parseSettings(text: string): Settings {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new TidemarkError(
      'invalid',
      `The settings are not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'Correct the file; a comma too many or a missing quote is the most common cause.',
      { cause: error },
    );
  }
  const parsed = settingsSchema.safeParse(migrateSettings(raw));
  if (parsed.success) return parsed.data;
  throw new TidemarkError('invalid', `The settings do not fit: ${faults(parsed.error)}.`, 'Correct the values named.', {
    cause: parsed.error,
  });
}

/** Settings as the text of a settings file, after a check: nothing is written that could not be read again. */
export function formatSettings(settings: Settings): string {
  return `${JSON.stringify(settingsSchema.parse(settings), undefined, 2)}\n`;
}

function faults(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
