import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { makeFolder } from '../../shared/model/make-folder.ts';
import { storeError } from './errors.ts';
import { Database } from './sqlite.ts';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** What it is, in a person's words: 'tidemark watch'. */
  what: z.string(),
});
/** The process that owns a store. */
export type Owner = Readonly<z.infer<typeof ownerSchema>>;

const lockFile = (dataDir: string) => join(dataDir, 'owner.lock');
const ownerFile = (dataDir: string) => join(dataDir, 'owner.json');

/** A data folder that this process owns. */
export interface Ownership {
  /** Gives the folder free; more than once does no harm. */
  release(): void;
}

/**
 * Makes this process the owner of a data folder (which is made where it is not
 * there), until it is released or the process ends, however it ends. The lock is
 * an exclusive transaction on a small SQLite file: the kernel lets go of it with
 * the process, so that kill -9 leaves nothing to clean up. Who holds it stands
 * beside it in plain JSON, which counts only while the lock is held. `what` is a
 * person's word for this process: 'tidemark watch'. Fails with 'locked', naming
 * the owner.
 */
export function own(dataDir: string, what: string): Ownership {
  try {
    makeFolder({ existsSync, mkdirSync, dirname }, dataDir);
    // Nobody else may as much as read the lock: that would keep its owner out.
    if (!existsSync(lockFile(dataDir))) closeSync(openSync(lockFile(dataDir), 'a', 0o600));
  } catch (thrown) {
    throw storeError(thrown, dataDir);
  }
  const lock = new Database(lockFile(dataDir), { readOnly: false });
  try {
    // A reader that looks who the owner is holds the file for a moment.
    lock.exec('PRAGMA busy_timeout = 500; BEGIN EXCLUSIVE');
  } catch (thrown) {
    lock.close();
    if (thrown instanceof TidemarkError && thrown.kind === 'locked') throw alreadyOwned(dataDir);
    throw thrown;
  }
  try {
    writeOwner(dataDir, { pid: process.pid, startedAt: new Date().toISOString(), what });
  } catch (thrown) {
    lock.close();
    throw storeError(thrown, ownerFile(dataDir));
  }
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      rmSync(ownerFile(dataDir), { force: true });
      lock.close();
    },
  };
}

/** Who owns a data folder now; `null` when nobody does. */
export function readOwner(dataDir: string): Owner | null {
  return isHeld(dataDir) ? awaitOwner(dataDir) : null;
}

/**
 * Asks through SQLite alone: to open and close the file in any other way would end
 * this process's own POSIX lock on it (fcntl(2)).
 */
function isHeld(dataDir: string): boolean {
  if (!existsSync(lockFile(dataDir))) return false;
  const lock = new Database(lockFile(dataDir), { readOnly: true });
  try {
    lock.get('SELECT count(*) FROM sqlite_schema');
    return false;
  } catch (thrown) {
    if (thrown instanceof TidemarkError && thrown.kind === 'locked') return true;
    throw thrown;
  } finally {
    lock.close();
  }
}

function writeOwner(dataDir: string, owner: Owner): void {
  const fresh = `${ownerFile(dataDir)}.new`;
  writeFileSync(fresh, JSON.stringify(owner), { mode: 0o600 });
  renameSync(fresh, ownerFile(dataDir));
}

/**
 * The owner as the file names it. One that took the lock this moment is yet to
 * write its name over that of one that was killed: it is waited for, shortly.
 */
function awaitOwner(dataDir: string): Owner | null {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 20; attempt++) {
    const owner = namedOwner(dataDir);
    if (owner !== null && isAlive(owner.pid)) return owner;
    Atomics.wait(pause, 0, 0, 10);
  }
  return null;
}

function namedOwner(dataDir: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(ownerFile(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Another user's process may not be signalled, but it is there.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function alreadyOwned(dataDir: string): TidemarkError {
  const owner = awaitOwner(dataDir);
  const who = owner === null ? 'another process' : `process ${owner.pid} (${owner.what}, since ${owner.startedAt})`;
  return new TidemarkError(
    'locked',
    `Tidemark already runs on the data folder ${dataDir} as ${who}.`,
    'End that one first, or name another data folder with --data; commands that only read work beside it.',
  );
}
