/**
 * A path in two: where space is short the first part is cut and the second, the
 * last folder and the name, stays.
 */
export function pathParts(path: string): readonly [head: string, tail: string] {
  const separator = path.startsWith('/') ? '/' : '\\';
  const name = path.lastIndexOf(separator);
  const folder = name > 0 ? path.lastIndexOf(separator, name - 1) : -1;
  return folder > 0 ? [path.slice(0, folder), path.slice(folder)] : ['', path];
}

/** A path in its folder and its name, which begins with the slash: where space is short the folder is cut. */
export function nameParts(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? [path.slice(0, slash), path.slice(slash)] : ['', path];
}
