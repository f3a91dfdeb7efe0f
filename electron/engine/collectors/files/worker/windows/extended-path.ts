/** The names of the three kinds of paths that Windows takes without changing them: devices, servers, drives. */
const verbatim = /^\/\/[?.]\//;

/**
 * A key as Windows' own calls take it: with `\\?\` before it, by which a path may be longer than 260 letters and
 * its names end in blanks and dots (Naming Files, Paths, and Namespaces).
 */
export function extendedPath(key: string): string {
  const path = key.replaceAll('/', '\\');
  if (verbatim.test(key)) return path;
  return path.startsWith('\\\\') ? `\\\\?\\UNC\\${path.slice(2)}` : `\\\\?\\${path}`;
}
