import { chownSync, lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf, type Stage } from './request.ts';

/** Whether a call of the file system failed because nothing is there. */
export const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

export const pathOf = (folder: string, token: string, stage: Stage): string => join(folder, nameOf(token, stage));

/** Writes a file so that whoever sees it sees it whole; for its owner's eyes alone. */
export function writeWhole(folder: string, token: string, stage: Stage, content: unknown): void {
  const fresh = pathOf(folder, token, 'new');
  writeFileSync(fresh, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  try {
    // Root may ask the Tidemark of another account, which has to be able to read it.
    if (process.getuid?.() === 0) {
      const { uid, gid } = statSync(folder);
      chownSync(fresh, uid, gid);
    }
    renameSync(fresh, pathOf(folder, token, stage));
  } catch (thrown) {
    rmSync(fresh, { force: true });
    throw thrown;
  }
}

/** Moves a request on to another stage; `false` where it is not there any more. */
export function moveOn(folder: string, token: string, from: Stage, to: Stage): boolean {
  try {
    renameSync(pathOf(folder, token, from), pathOf(folder, token, to));
    return true;
  } catch (thrown) {
    if (isAbsent(thrown)) return false;
    throw thrown;
  }
}

/** What a file holds, as JSON; `undefined` where it is not there. Fails for what is no plain file, or larger. */
export function readJson(file: string, largest: number): unknown {
  try {
    const status = lstatSync(file);
    if (!status.isFile() || status.size > largest) throw new Error('It is no file of this kind.');
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    if (isAbsent(thrown)) return undefined;
    throw thrown;
  }
}

/** Whether a file was last written longer ago than this (milliseconds), or in a time to come: the clock was set back. */
export function isOlder(file: string, than: number): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Math.abs(Date.now() - written) > than;
}
