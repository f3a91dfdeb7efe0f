import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files in a folder, and folders in a folder. */
const wide = 64;

const outerOf = (folder: number) => `part-${Math.floor(folder / wide)}`;

/** The path of the nth file in a tree, relative to its root: the same in every run. */
export function filePath(n: number): string {
  const folder = Math.floor(n / wide);
  return join(outerOf(folder), `folder-${folder}`, `file-${n}`);
}

/** The folders that the first `count` files lie in, a folder before what is in it. */
export function folderPaths(count: number): readonly string[] {
  const paths = new Set<string>();
  for (let n = 0; n < count; n += wide) {
    const folder = dirname(filePath(n));
    paths.add(dirname(folder)).add(folder);
  }
  return [...paths];
}

/** What stands in the nth file: of no other file the same, 64 bytes to 2 KB long; another `edition`, other content. */
export function content(n: number, edition: number): Buffer {
  // Knuth's multiplicative hash: sizes without an order, the same in every run.
  const size = 64 + (Math.imul(n + edition, 2_654_435_761) >>> 21);
  return Buffer.alloc(size, `${n} ${edition}\n`);
}

/** Makes a tree of `from` files one of `to`. */
export function growTree(root: string, from: number, to: number): void {
  for (let n = from; n < to; n += 1) {
    const path = join(root, filePath(n));
    if (n % wide === 0) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content(n, 0));
  }
}
