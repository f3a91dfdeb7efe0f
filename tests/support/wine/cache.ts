import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where Windows' Node and the template of Wine's prefixes are kept: outside of the
 * clone, so that a new clone finds them (XDG Base Directory Specification, by which a
 * relative value is to be ignored).
 */
export function wineCache(): string {
  const named = process.env.XDG_CACHE_HOME;
  const cache = named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache');
  return join(cache, 'tidemark', 'windows');
}
