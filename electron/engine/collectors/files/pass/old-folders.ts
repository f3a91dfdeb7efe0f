import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path/posix';
import { childKey } from '../keys.ts';
import type { Lying } from './shelf.ts';

/** More folders than this beside a log are not where its old ones go. */
const mostFolders = 50;

/** Where logrotate(8) is told what to do, on every Linux that has it. */
const configuration = '/etc/logrotate.conf';
const configurations = '/etc/logrotate.d';

/** The folders that a configuration names with `olddir`; relative ones are relative to the log's. */
export function olddirs(text: string, folder: string): readonly string[] {
  const named = [...text.matchAll(/^[ \t]*olddir[ \t]+("?)([^\n"]*?)\1[ \t]*$/gm)].flatMap(([, , path]) => path || []);
  return named.map((path) => (path.startsWith('/') ? path : join(folder, path)));
}

/**
 * The folders beside a log's own where its rotated ones may be: those in it, and those that logrotate is told of.
 * `entries`: what lies in it.
 */
export async function oldFolders(folder: string, entries: readonly Lying[]): Promise<readonly string[]> {
  const inner = entries.filter((entry) => entry.folder).map((entry) => childKey(folder, entry.name));
  const files = await readdir(configurations).catch(() => []);
  const texts = await Promise.all(
    [configuration, ...files.map((file) => join(configurations, file))].map((file) =>
      readFile(file, 'utf8').catch(() => ''),
    ),
  );
  const told = texts.flatMap((text) => olddirs(text, folder));
  return [...new Set([...(inner.length <= mostFolders ? inner : []), ...told])].filter((each) => each !== folder);
}
