import { rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { content, filePath, growTree } from './tree.ts';
import type { Work } from './writer.ts';

function carryOut({ act, root, from, to }: Work): void {
  if (act === 'create') {
    growTree(root, from, to);
    return;
  }
  for (let n = from; n < to; n += 1) {
    const path = join(root, filePath(n));
    if (act === 'change') writeFileSync(path, content(n, 1));
    else unlinkSync(path);
  }
}

/** A folder goes with its last file. */
function removeFolders({ act, root, from, to }: Work): void {
  if (act !== 'remove') return;
  const folders = new Set<string>();
  for (let n = from; n < to; n += 1) folders.add(dirname(filePath(n)));
  const outer = new Set([...folders].map(dirname));
  for (const folder of [...folders, ...outer]) {
    try {
      rmdirSync(join(root, folder));
    } catch (error) {
      // Its other files are somebody else's part of the work.
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

parentPort?.on('message', (work: Work) => {
  carryOut(work);
  removeFolders(work);
  parentPort?.postMessage('done');
});
