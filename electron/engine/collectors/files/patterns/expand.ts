import { homedir } from 'node:os';
import { storedKey } from '../worker/windows/stored-name.ts';

/** What a tracked path is resolved against. */
export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** A path as the file system spells it, where it does not distinguish case. */
  readonly stored?: (key: string) => string;
}

/** The surroundings of this process. */
export const thisPlace = (): Place => ({
  env: process.env,
  home: homedir(),
  platform: process.platform,
  ...(process.platform === 'win32' ? { stored: storedKey } : {}),
});

/** A path with its variables replaced, or the reason why it names nothing. */
export type Expanded =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'unset'; readonly variable: string }
  | { readonly kind: 'relative' };

const variable = /\\[\s\S]|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|%([A-Za-z_][\w()]*)%/g;

/** A value stands for itself: a wildcard in it is none. */
const literally = (value: string, windows: boolean) =>
  windows ? value.replaceAll('\\', '/') : value.replace(/[\\*?[\]]/g, '\\$&');

/**
 * Replaces `$VAR`, `${VAR}`, `%VAR%` and a leading `~`. A backslash keeps the
 * character after it from being special, except on Windows, where it separates
 * names. A variable without a value, or with an empty one, names nothing.
 */
export function expand(written: string, place: Place): Expanded {
  const windows = place.platform === 'win32';
  let unset: string | undefined;
  let path = written.trim() === '' ? '' : windows ? written.replaceAll('\\', '/') : written;
  if (path === '~' || path.startsWith('~/')) path = literally(place.home, windows) + path.slice(1);
  path = path.replace(variable, (whole, braced?: string, plain?: string, percent?: string) => {
    const name = braced ?? plain ?? percent;
    if (name === undefined) return whole;
    const value = lookUp(name, place);
    if (value === undefined || value === '') unset ??= whole;
    return literally(value ?? '', windows);
  });
  if (unset !== undefined) return { kind: 'unset', variable: unset };
  // A drive alone, as %SystemDrive% has it, is its root.
  if (windows && /^[A-Za-z]:$/.test(path)) path += '/';
  const absolute = windows ? /^([A-Za-z]:\/|\/\/[^/]+\/[^/]+)/.test(path) : path.startsWith('/');
  return absolute ? { kind: 'path', path } : { kind: 'relative' };
}

/** Windows does not distinguish case in the names of variables. */
function lookUp(name: string, place: Place): string | undefined {
  if (place.platform !== 'win32') return place.env[name];
  const found = Object.keys(place.env).find((each) => each.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : place.env[found];
}
