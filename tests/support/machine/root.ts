import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { debianSource } from './debian-source.ts';
import { mustRun } from './tool.ts';

/** A small Debian as servers have it, beyond minbase's own packages. */
const packages = ['systemd', 'systemd-sysv', 'dbus', 'sudo', 'cron'];

/** What an installer writes and debootstrap does not, or takes over from the computer it runs on. */
const files: Readonly<Record<string, string>> = {
  'etc/hostname': 'tidemark-machine\n',
  'etc/hosts': '127.0.0.1\tlocalhost\n127.0.1.1\ttidemark-machine\n',
  'etc/resolv.conf': '# Without a network.\n',
};

/** What starts by itself at hours of its own, and would change the machine under a test. */
const timers = ['apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer', 'e2scrub_all.timer'];

/** What the folders begin with in which a root is made. */
const making = '.making-';

/**
 * The root folder that every machine boots a disposable copy of. It is made once
 * by debootstrap (less than a minute) and kept in the cache folder under a name
 * that follows from all that defines it; it appears there whole or not at all.
 */
export async function machineRoot(): Promise<string> {
  const source = await debianSource();
  if (source === undefined) throw new Error('apt has no source of the release that this computer runs (main).');
  const recipe = JSON.stringify({
    release: source.release,
    architecture: process.arch,
    packages,
    files,
    masked: timers,
  });
  const name = `${source.release}-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
  const cache = join(cacheFolder(), 'tidemark', 'machines');
  const place = join(cache, name);
  if (existsSync(place)) return place;

  await mkdir(cache, { recursive: true });
  await sweep(cache);
  const workshop = await mkdtemp(join(cache, making));
  try {
    const root = join(workshop, 'root');
    await mustRun(
      'debootstrap',
      ['--variant=minbase', `--include=${packages.join(',')}`, source.release, root, source.mirror],
      { seconds: 240, environment: source.proxy === '' ? {} : { http_proxy: source.proxy } },
    );
    for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
    // As `systemctl mask` does, whether this release has them or not.
    for (const timer of timers) await symlink('/dev/null', join(root, 'etc/systemd/system', timer));
    await rm(join(root, 'var/cache/apt/archives'), { recursive: true, force: true });
    await mkdir(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
    await rename(root, place);
  } catch (error) {
    // Another run was faster: its root is as good.
    if (!existsSync(place)) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return place;
}

/** Takes away what a run left that was ended while it made a root: nobody works on one for an hour. */
async function sweep(cache: string): Promise<void> {
  const hourAgo = Date.now() - 3600_000;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (name.startsWith(making) && (await stat(path)).mtimeMs < hourAgo)
      await rm(path, { recursive: true, force: true });
  }
}

/** By the XDG Base Directory Specification, by which a relative value is to be ignored. */
function cacheFolder(): string {
  const named = process.env.XDG_CACHE_HOME;
  return named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache');
}
