/** What is needed of `node:fs` and `node:path`, which shared code does not import. */
interface Files {
  readonly existsSync: (path: string) => boolean;
  readonly mkdirSync: (path: string, options: { readonly mode: number }) => unknown;
  readonly dirname: (path: string) => string;
}

/**
 * Makes a folder that only its owner may see, with the folders above it, unless it is there.
 * Fails as mkdir(2) does. Not `mkdirSync` with `recursive`: where the kernel answers ENOENT below a
 * folder that exists, as in /proc, Node 20 to 24 try for ever.
 */
export function makeFolder(files: Files, path: string): void {
  if (files.existsSync(path)) return;
  const parent = files.dirname(path);
  if (parent !== path) makeFolder(files, parent);
  try {
    files.mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Made by another process in this moment.
    if (!files.existsSync(path)) throw error;
  }
}
