import { readdirSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { doubtful, nameKey, nativePath } from '../keys.ts';

/** A file can't lead to what is to be watched, unless it is a link. */
const mayLead = (entry: { isDirectory(): boolean; isSymbolicLink(): boolean }) =>
  entry.isDirectory() || entry.isSymbolicLink();

/** The entries of a folder, as parts of keys, that may lead to what is to be watched. Throws the system's error. */
export function leading(folder: string): readonly string[] {
  // Most entries are plain files: nothing to be armed, nothing to be decoded.
  const path = nativePath(folder);
  const found = readdirSync(path, { withFileTypes: true }).filter(mayLead);
  if (!found.some((entry) => doubtful(entry.name))) return found.map((entry) => entry.name);
  const exact = readdirSync(path, { withFileTypes: true, encoding: 'buffer' }).filter(mayLead);
  return exact.map((entry) => nameKey(entry.name));
}

/** As `leading`, for a folder that is too large to be listed at one go. */
export async function* leadingSlowly(folder: string): AsyncGenerator<string> {
  // Latin-1 keeps every byte of a name.
  for await (const entry of await opendir(nativePath(folder), { encoding: 'latin1', bufferSize: 512 })) {
    if (mayLead(entry)) yield nameKey(Buffer.from(entry.name, 'latin1'));
  }
}
