import { counted, formatCount } from '../../../../shared/model/format.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { type Limited, limitOn, raising } from './limits.ts';
import { readWatchUse } from './use.ts';

const limited = (what: Limited, needed: number, message: (limit: string) => string): Problem => {
  const limit = limitOn(what);
  const { command } = raising(what, limit, needed);
  const value = limit.value === null ? limit.setting : `${limit.setting} = ${formatCount(limit.value)}`;
  return {
    type: 'Files',
    kind: 'limit',
    subject: limit.setting,
    message: message(value),
    advice: `Raise it, and the next collection of everything watches them too: ${command}`,
  };
};

/** `folders` could not be watched for want of room, beside `watched` that are: ENOSPC of inotify_add_watch(2). */
export async function noRoomProblem(folders: number, watched: number): Promise<Problem> {
  const use = await readWatchUse(process.pid);
  const used = Math.max(use?.watches.used ?? 0, watched);
  return limited(
    'watches',
    used + folders,
    (limit) =>
      `${formatCount(folders)} of ${counted(folders + watched, 'directory', 'directories')} can't be watched live and are collected by schedule alone: ` +
      `the watches of this account are used up (${limit}; ${formatCount(watched)} held by Tidemark, ${formatCount(used)} by all its processes).`,
  );
}

/** inotify could not be had at all, since all instances are taken: EMFILE of inotify_init1(2). */
export async function noInstanceProblem(): Promise<Problem> {
  const use = await readWatchUse(process.pid);
  const used = use?.instances.used ?? 0;
  return limited(
    'instances',
    used + 1,
    (limit) =>
      `inotify could not be used: the instances of this account are used up (${limit}; ${formatCount(used)} held by its processes). ` +
      'Live watching goes on without knowing when it missed something.',
  );
}

/** inotify could not be used for a cause of another kind. */
export const noInotifyProblem = (error: unknown): Problem => ({
  type: 'Files',
  kind: 'failed',
  subject: 'inotify',
  message: `inotify could not be used (${error instanceof Error ? error.message : String(error)}): live watching goes on without knowing when it missed something.`,
  advice: 'The scheduled collections make up for what is missed, and try it again.',
});

/** Folders that may be passed through but not be read. */
export const closedProblem = (folders: number, first: string): Problem => ({
  type: 'Files',
  kind: 'note',
  subject: 'live watch of Files',
  message: `${counted(folders, 'directory', 'directories')} can't be watched live, ${first} ${folders === 1 ? 'itself' : 'among them'}: they are collected by schedule alone.`,
  advice: 'Let the account that Tidemark runs as read them; the next collection of everything then watches them.',
});
