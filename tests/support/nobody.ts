import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Root may read everything, so a test about rights runs as nobody (setresuid(2)
 * concerns every thread of the process) and owns what it works on.
 */
export function asNobody(...paths: string[]): void {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || !seteuid) return;
  const nobody = 65534;
  const owned = (path: string) => {
    chownSync(path, nobody, nobody);
  };
  for (const path of paths) walk(path, owned);
  seteuid(nobody);
  onTestFinished(() => seteuid(0));
}

function walk(path: string, each: (path: string) => void): void {
  each(path);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) walk(join(path, name), each);
}
