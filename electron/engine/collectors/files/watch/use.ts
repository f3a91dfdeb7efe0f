import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LimitUse, WatchUse } from '../../../../shared/model/watch-use.ts';
import { type Limited, limitOn, raising, readSetting } from './limits.ts';

/** How long counting may take, in milliseconds. */
const patience = 1000;

interface Held {
  watches: number;
  instances: number;
}

/**
 * What live watching takes of inotify's limits: proc(5) shows each process's watches, a
 * line each, in the fdinfo of its inotify descriptors. It reads the descriptors of every process of the
 * account, so it is for when somebody asks. `tracker`: the process that tracks, if one does.
 * `null` where the system has no inotify.
 */
export async function readWatchUse(tracker: number | undefined, proc = '/proc'): Promise<WatchUse | null> {
  if (process.platform !== 'linux') return null;
  const until = performance.now() + patience;
  const late = () => performance.now() > until;
  const all: Held = { watches: 0, instances: 0 };
  let own: Held = { watches: 0, instances: 0 };
  // The account is that of who tracks; without one, of who asks.
  const account = (await ownerOf(join(proc, String(tracker ?? process.pid)))) ?? process.geteuid?.();
  for (const pid of await processes(proc, tracker)) {
    if (late()) break;
    const folder = join(proc, pid);
    if ((await ownerOf(folder)) !== account) continue;
    const held = await heldBy(folder, late);
    if (pid === String(tracker)) own = held;
    all.watches += held.watches;
    all.instances += held.instances;
  }
  return {
    watches: use('watches', own, all),
    instances: use('instances', own, all),
    queuedEvents: readSetting('fs.inotify.max_queued_events'),
    complete: !late(),
  };
}

function use(what: Limited, own: Held, all: Held): LimitUse {
  const limit = limitOn(what);
  return {
    setting: limit.setting,
    limit: limit.value,
    held: own[what],
    used: all[what],
    raise: raising(what, limit, all[what]),
  };
}

/** Who tracks comes first: its own use is known, however little time there is. */
async function processes(proc: string, tracker: number | undefined): Promise<readonly string[]> {
  const all = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  const first = String(tracker);
  return all.includes(first) ? [first, ...all.filter((each) => each !== first)] : all;
}

/** The account of a process; undefined once it has ended. */
const ownerOf = (folder: string): Promise<number | undefined> =>
  stat(folder).then(
    ({ uid }) => uid,
    () => undefined,
  );

/** Nothing of a process that has ended, or may not be looked into. */
async function heldBy(folder: string, late: () => boolean): Promise<Held> {
  const held = { watches: 0, instances: 0 };
  for (const descriptor of await readdir(join(folder, 'fd')).catch(() => [])) {
    if (late()) break;
    const target = await readlink(join(folder, 'fd', descriptor)).catch(() => '');
    // The kernel has written it both ways.
    if (target !== 'anon_inode:inotify' && target !== 'anon_inode:[inotify]' && target !== 'inotify') continue;
    const info = await readFile(join(folder, 'fdinfo', descriptor), 'latin1').catch(() => '');
    held.instances += 1;
    held.watches += info.match(/^inotify /gm)?.length ?? 0;
  }
  return held;
}
