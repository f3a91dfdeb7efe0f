import type { z } from 'zod';
import { formatBytes, formatCount } from '../../electron/shared/model/format.ts';
import { type Settings, settingsSchema } from '../../electron/shared/model/settings.ts';
import { duration } from './time.ts';

/** How the last edit went. */
export type SaveState =
  | { readonly state: 'idle' | 'saving' | 'saved' }
  | { readonly state: 'failed'; readonly message: string; readonly advice: string };

/** Where a setting stands in the settings. */
export type SettingPath = readonly string[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; `undefined` where nothing does. */
export function valueAt(settings: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), settings);
}

/** The same settings with another value at a path. */
export function withValue(settings: unknown, [name, ...rest]: SettingPath, value: unknown): unknown {
  if (name === undefined) return value;
  const record = isRecord(settings) ? settings : {};
  return { ...record, [name]: withValue(record[name], rest, value) };
}

const defaults = settingsSchema.parse({});

/** The default of a setting. */
export const defaultAt = (path: SettingPath): unknown => valueAt(defaults, path);

/** Settings that were checked: they are good, or it is said which value at which path is not, and why. */
export type Checked =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly errors: ReadonlyMap<string, string> };

/** Checks settings against the shared schema. */
export function checkSettings(candidate: unknown): Checked {
  const parsed = settingsSchema.safeParse(candidate);
  return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, errors: errorsByPath(parsed.error) };
}

/** What is wrong with each value, by its path with dots; the first thing where there are several. */
export function errorsByPath(error: z.ZodError): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    if (!errors.has(path)) errors.set(path, plainWords(issue, figureOf(issue.path)));
  }
  return errors;
}

/** The same by the field of a form; of a list's entry it is said which one. */
export function errorsByField(error: z.ZodError): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const [path, words] of errorsByPath(error)) {
    const [field = '', entry] = path.split('.');
    if (!errors.has(field)) errors.set(field, entry === undefined ? words : `No. ${Number(entry) + 1}: ${words}`);
  }
  return errors;
}

/** How a number at a path is said: in the unit it stands for. */
function figureOf(path: readonly PropertyKey[]): (value: number) => string {
  if (path[0] === 'frequencies') return duration;
  return /^content|Size$/.test(String(path.at(-1))) ? formatBytes : formatCount;
}

function plainWords(issue: z.core.$ZodIssue, words: (value: number) => string): string {
  const figure = (value: number | bigint) => words(Number(value));
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'This can’t be empty';
      return `At least ${figure(issue.minimum)}`;
    case 'too_big':
      if (issue.origin === 'string') return `At most ${figure(issue.maximum)} characters`;
      if (issue.origin === 'array') return `At most ${figure(issue.maximum)} of them`;
      return `At most ${figure(issue.maximum)}`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'A whole number is needed' : 'A value is needed';
    default:
      return issue.message;
  }
}
