import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Raise } from '../../../../shared/model/watch-use.ts';

/** What inotify(7) limits for each account. */
export type Limited = 'watches' | 'instances';

/** A limit of the kernel, by its name for sysctl(8); `value` is `null` where it can't be read. */
export interface Limit {
  readonly setting: string;
  readonly value: number | null;
}

/** A later name wins, so this comes after what a distribution brings: sysctl.d(5). */
const file = '/etc/sysctl.d/99-tidemark.conf';

/** What is proposed at least, and the step above which it grows. A watch costs memory only when it is set. */
const least: Readonly<Record<Limited, number>> = { watches: 524_288, instances: 1024 };

/** One of the kernel's settings, a number; `null` where it can't be read. `settings`: /proc/sys. */
export function readSetting(setting: string, settings = '/proc/sys'): number | null {
  try {
    const text = readFileSync(join(settings, setting.replaceAll('.', '/')), 'utf8').trim();
    return /^\d+$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

/**
 * The limit that is in force: the system's, or that of the user namespace that this
 * process runs in, where that is lower (user_namespaces(7)).
 */
export function limitOn(what: Limited, settings = '/proc/sys'): Limit {
  const [all, own] = [`fs.inotify.max_user_${what}`, `user.max_inotify_${what}`].map((setting) => ({
    setting,
    value: readSetting(setting, settings),
  })) as [Limit, Limit];
  return own.value !== null && (all.value === null || own.value < all.value) ? own : all;
}

/** How to raise a limit so that `needed` fits twice over. */
export function raising(what: Limited, { setting, value }: Limit, needed: number): Raise {
  let fitting = least[what];
  while (fitting < 2 * needed || fitting <= (value ?? 0)) fitting *= 2;
  const line = `${setting}=${fitting}`;
  return { file, line, command: `echo ${line} | sudo tee -a ${file} && sudo sysctl --system` };
}
