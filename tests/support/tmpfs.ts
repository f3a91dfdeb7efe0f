import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary.ts';

/** A file system of the test's own that holds so many bytes; needs root. */
export function tmpfs(bytes: number): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { timeout: 10_000 });
  onTestFinished(() => {
    execFileSync('umount', [folder], { timeout: 10_000 });
  });
  return folder;
}
