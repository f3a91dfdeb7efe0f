import {
  appendFileSync,
  chmodSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Seeded } from './seeded.ts';

/** One operation on a tree; paths are relative to its root. */
export type Operation =
  | { readonly does: 'write' | 'append' | 'saveOver'; readonly path: string; readonly text: string }
  | { readonly does: 'truncate'; readonly path: string; readonly size: number }
  | { readonly does: 'rename' | 'link' | 'symlink'; readonly path: string; readonly to: string }
  | { readonly does: 'mkdir' | 'fill' | 'remove'; readonly path: string }
  | { readonly does: 'chmod'; readonly path: string; readonly mode: number }
  | { readonly does: 'utimes'; readonly path: string; readonly seconds: number }
  /** More than the system keeps events for, at once. */
  | { readonly does: 'storm'; readonly path: string }
  /** Gives the engine its turn for so many milliseconds: what comes after happens before, while or after it collects. */
  | { readonly does: 'pause'; readonly path: ''; readonly for: number };

const names = ['a', 'b', 'c', 'd e', 'é'] as const;

/** Few names and few folders, so that operations meet one another. */
function anyPath(chance: Seeded): string {
  const depth = 1 + chance.below(3);
  return Array.from({ length: depth }, () => chance.one(names)).join('/');
}

function anyOperation(chance: Seeded, n: number): Operation {
  const path = anyPath(chance);
  const does = chance.one([
    'write',
    'write',
    'append',
    'append',
    'saveOver',
    'truncate',
    'rename',
    'rename',
    'rename',
    'link',
    'symlink',
    'mkdir',
    'mkdir',
    'fill',
    'remove',
    'remove',
    'chmod',
    'utimes',
    'pause',
  ] as const);
  switch (does) {
    case 'write':
    case 'append':
    case 'saveOver':
      return { does, path, text: `${n} ${'x'.repeat(chance.below(3))}\n` };
    case 'truncate':
      return { does, path, size: chance.below(8) };
    case 'rename':
    case 'link':
    case 'symlink':
      return { does, path, to: anyPath(chance) };
    case 'chmod':
      return { does, path, mode: chance.one([0o644, 0o600, 0o755, 0o700]) };
    case 'utimes':
      return { does, path, seconds: chance.below(2_000_000_000) };
    case 'pause':
      return { does, path: '', for: chance.below(120) };
    default:
      return { does, path };
  }
}

export const operations = (chance: Seeded, count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, n) => anyOperation(chance, n));

/** Carries an operation out; one that makes no sense as things are (no such file…) changes nothing. */
export function carryOut(root: string, operation: Operation): void {
  const path = join(root, operation.path);
  try {
    act(root, path, operation);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** inotify(7) takes an event for the same as the one before it only if nothing else came between them. */
function storm(path: string): void {
  const kept = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
  const files = [`${path}-1`, `${path}-2`];
  for (const file of files) writeFileSync(file, '');
  for (let n = 0; n < kept; n++) for (const file of files) chmodSync(file, n % 2 ? 0o600 : 0o644);
}

function act(root: string, path: string, operation: Operation): void {
  switch (operation.does) {
    case 'write':
      writeFileSync(path, operation.text);
      return;
    case 'append':
      appendFileSync(path, operation.text);
      return;
    case 'saveOver':
      writeFileSync(join(dirname(path), '.saving'), operation.text);
      renameSync(join(dirname(path), '.saving'), path);
      return;
    case 'truncate':
      truncateSync(path, operation.size);
      return;
    case 'rename':
      renameSync(path, join(root, operation.to));
      return;
    case 'link':
      linkSync(path, join(root, operation.to));
      return;
    case 'symlink':
      symlinkSync(operation.path, join(root, operation.to));
      return;
    case 'mkdir':
      mkdirSync(path, { recursive: true });
      return;
    case 'fill':
      // A folder that is made and filled before anybody can have watched it.
      mkdirSync(join(path, 'a/b'), { recursive: true });
      for (const name of names) writeFileSync(join(path, 'a/b', name), name);
      return;
    case 'storm':
      storm(path);
      return;
    case 'remove':
      rmSync(path, { recursive: true, force: true });
      return;
    case 'chmod':
      chmodSync(path, operation.mode);
      return;
    case 'utimes':
      lutimesSync(path, operation.seconds, operation.seconds);
      return;
    case 'pause':
      return;
  }
}
