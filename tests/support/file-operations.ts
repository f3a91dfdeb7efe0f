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
import fc from 'fast-check';

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
const anyPath = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

const does = <const D extends Operation['does']>(what: D) => fc.constant(what);
/** Few lengths, so that a write can leave the size as it was. */
const anyText = fc.tuple(fc.nat(99), fc.nat(2)).map(([n, more]) => `${n} ${'x'.repeat(more)}\n`);
const writing = (what: 'write' | 'append' | 'saveOver') =>
  fc.record({ does: does(what), path: anyPath, text: anyText });
const naming = (what: 'rename' | 'link' | 'symlink') => fc.record({ does: does(what), path: anyPath, to: anyPath });
const plain = (what: 'mkdir' | 'fill' | 'remove') => fc.record({ does: does(what), path: anyPath });

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: writing('write'), weight: 2 },
  { arbitrary: writing('append'), weight: 2 },
  { arbitrary: writing('saveOver'), weight: 1 },
  { arbitrary: fc.record({ does: does('truncate'), path: anyPath, size: fc.nat(7) }), weight: 1 },
  { arbitrary: naming('rename'), weight: 3 },
  { arbitrary: naming('link'), weight: 1 },
  { arbitrary: naming('symlink'), weight: 1 },
  { arbitrary: plain('mkdir'), weight: 2 },
  { arbitrary: plain('fill'), weight: 1 },
  { arbitrary: plain('remove'), weight: 2 },
  {
    arbitrary: fc.record({
      does: does('chmod'),
      path: anyPath,
      mode: fc.constantFrom(0o644, 0o600, 0o755, 0o700),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ does: does('utimes'), path: anyPath, seconds: fc.nat(2_000_000_000) }), weight: 1 },
  { arbitrary: fc.record({ does: does('pause'), path: fc.constant('' as const), for: fc.nat(120) }), weight: 1 },
);

/** At most so many operations, and at least half as many. */
export const operations = (most: number): fc.Arbitrary<Operation[]> =>
  fc.array(anyOperation, { minLength: most / 2, maxLength: most, size: 'max' });

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
