import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import type { Action } from '../../../shared/model/action.ts';
import { printable } from '../../../shared/model/printable.ts';
import type { Limits } from './limits.ts';
import { type Message, messageJson } from './message.ts';
import { failed, type Outcome, reason } from './outcome.ts';

export type FileAction = Extract<Action, { readonly kind: 'file' }>;

/** Writes that have not come back: a file system that hangs is not given another one. */
const pending = new Map<string, Promise<void>>();

/** Adds a line to a file, on the disk once it is reported. */
export async function deliverToFile(
  { path, format }: FileAction,
  message: Message,
  { limits }: { readonly limits: Limits },
): Promise<Outcome> {
  if (!isAbsolute(path)) return failed(`${path} is no absolute path. Enter the whole path.`, '', 'hour');
  if (pending.has(path)) return failed(`An earlier write to ${path} still hangs.`);
  const writing = append(path, Buffer.from(`${lineOf(format, message)}\n`, 'utf8'));
  const ended = writing.catch(() => undefined).finally(() => pending.delete(path));
  pending.set(path, ended);
  try {
    await withinLimit(writing, limits.file);
    return { kind: 'delivered', message: `A line was added to ${path}.`, output: '' };
  } catch (thrown) {
    return failed(`${path} can’t be written: ${thrown instanceof Refused ? thrown.message : why(thrown)}.`);
  }
}

/** An alert on one line: Tidemark's JSON, or words. */
export function lineOf(format: FileAction['format'], message: Message): string {
  if (format === 'json') return JSON.stringify(messageJson(message));
  const { alert, occasion } = message;
  const moment = (occasion === 'ended' ? alert.endedAt : null) ?? alert.firedAt;
  return printable(`${moment} ${alert.severity} ${occasion} ${alert.rule}: ${alert.summary}`);
}

/** The file is one that no line should be added to. */
class Refused extends Error {}

/**
 * Opened so that a link at its end is not followed (somebody else could have put it there), and so that a pipe that
 * nobody reads makes nobody wait. One write a line: other writers with O_APPEND get in between lines only.
 */
async function append(path: string, line: Buffer): Promise<void> {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const before = await file.stat();
    if (!before.isFile() && !before.isFIFO()) throw new Refused('it is neither a file nor a pipe');
    const { bytesWritten } = await file.write(line);
    if (bytesWritten < line.length) {
      if (before.isFile()) await takeBack(file, before.size, bytesWritten);
      throw new Refused('there was no room for the whole line');
    }
    if (!before.isFile()) return;
    await file.sync();
    if (before.size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
}

/** Takes half a line away again, unless somebody else wrote behind it. */
async function takeBack(file: FileHandle, before: number, written: number): Promise<void> {
  const { size } = await file.stat();
  if (size === before + written) await file.truncate(before);
}

/** A new file is on the disk once its name is. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function why(thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ELOOP') return 'it is a symbolic link, which is not followed; enter the path that it leads to';
  if (code === 'ENXIO') return 'nobody reads from this pipe';
  if (code === 'EAGAIN') return 'the reader of this pipe is too slow';
  if (code === 'ENOENT') return 'its directory does not exist';
  return reason(thrown);
}

function withinLimit<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused(`it took longer than ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
