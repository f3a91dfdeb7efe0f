import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isAnyLocked } from '../../electron/engine/file-locks.ts';
import { tmpfs } from '../support/tmpfs.ts';

it('tells a locked file from one of the same number on another file system', async () => {
  const [locked, other] = [tmpfs(100_000), tmpfs(100_000)].map((folder) => join(folder, 'lock')) as [string, string];
  for (const file of [locked, other]) writeFileSync(file, '');
  expect(statSync(locked).ino).toBe(statSync(other).ino);
  // Held until the standard input ends.
  const holder = spawn('flock', ['--exclusive', locked, 'sh', '-c', 'echo held; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  onTestFinished(async () => {
    holder.stdin.end();
    await ended;
  });
  await once(holder.stdout, 'data');
  expect(isAnyLocked([other, locked], 'any')).toBe(true);
  expect(isAnyLocked([other], 'any')).toBe(false);
  expect(isAnyLocked([locked])).toBe(false);
});
