import { lstatSync } from 'node:fs';

/** Resolves when a file's last change lies so far back that its stamp proves something. */
export async function settled(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    while (Date.now() - lstatSync(file).ctimeMs <= 60) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
