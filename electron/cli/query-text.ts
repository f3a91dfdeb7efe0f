import { readFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { TidemarkError } from '../shared/contract/errors.ts';
import { type ReadyQuery, readyQueries } from '../shared/model/ready-queries.ts';
import type { SavedQuery } from '../shared/model/saved-query.ts';
import type { Context } from './context.ts';
import { loadSettings } from './settings/settings-file.ts';
import { UsageError } from './usage.ts';

/** Where a query's text is to come from: one of these. */
export interface TextOptions {
  readonly file?: string;
  readonly saved?: string;
}

/** The queries that can be named: one's own of the settings, then those that come with Tidemark. */
export function namedQueries({ settingsFile, platform }: Context): readonly (SavedQuery | ReadyQuery)[] {
  const own = loadSettings(settingsFile, platform).settings.queries;
  return [...own, ...readyQueries.filter((ready) => !own.some(({ id }) => id === ready.id))];
}

function savedText(context: Context, wanted: string): string {
  const lower = wanted.toLowerCase();
  const all = namedQueries(context);
  const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name.toLowerCase() === lower);
  if (found) return found.text;
  throw new TidemarkError('notFound', `There is no query '${wanted}'.`, "'tidemark query --list' names them all.");
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TidemarkError('notFound', `The query can’t be read: ${reason}.`, 'Name a file that can be read.');
  }
}

/** The text to run: the argument, standard input for `-`, a file, or a query that was saved. */
export async function queryText(context: Context, given: string | undefined, options: TextOptions): Promise<string> {
  const { file, saved } = options;
  if ([given, file, saved].filter((each) => each !== undefined).length !== 1) {
    throw new UsageError('Give one query: its text, - for standard input, --file or --saved.');
  }
  if (given === '-' || file === '-') return await readText(process.stdin);
  if (file !== undefined) return fileText(file);
  return saved === undefined ? (given ?? '') : savedText(context, saved);
}
