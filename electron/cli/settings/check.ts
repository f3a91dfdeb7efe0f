import type { z } from 'zod';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
import { migrateSettings } from '../../shared/model/settings-migrations.ts';
import { findJsonFault } from './json-fault.ts';

/** What a settings file's text says: settings, or everything that is wrong with it. */
export type Checked =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly string[] };

/** A place in the settings as one would write it: `tracking.files[2].path`. */
function place(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : before === '' ? String(part) : `${before}.${String(part)}`,
    '',
  );
}

function describe(issue: z.core.$ZodIssue): string {
  const where = place(issue.path);
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** Reads a settings file's text: as JSON, brought to the newest version, by the schema. */
export function checkSettings(text: string): Checked {
  // Editors on Windows put a byte order mark in front.
  const bare = text.replace(/^\uFEFF/, '');
  const fault = findJsonFault(bare);
  if (fault !== undefined) {
    return { ok: false, faults: [`line ${fault.line}, column ${fault.column}: expected ${fault.expected}`] };
  }
  try {
    const parsed = settingsSchema.safeParse(migrateSettings(JSON.parse(bare)));
    if (parsed.success) return { ok: true, settings: parsed.data };
    return { ok: false, faults: parsed.error.issues.map(describe) };
  } catch (error) {
    if (error instanceof TidemarkError) return { ok: false, faults: [`${error.message} ${error.advice}`] };
    throw error;
  }
}
