import { childKey } from '../../keys.ts';
import { storedName } from './stored-name.ts';

/**
 * Names in a folder as they are stored, so that a file has one key however it was asked for. Elsewhere, and where
 * nothing can be said, they stay as they are.
 */
export function spelled(folder: string, names: readonly string[]): readonly string[] {
  if (process.platform !== 'win32') return names;
  return names.map((name) => storedName(childKey(folder, name)) ?? name);
}

/** The name that a hint gives, unless what is there has another one by now: then nothing has the hint's. */
export function hinted(folder: string, name: string): readonly string[] {
  if (process.platform !== 'win32') return [name];
  return (storedName(childKey(folder, name)) ?? name) === name ? [name] : [];
}
