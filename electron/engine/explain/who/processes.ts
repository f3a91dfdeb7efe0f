import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { userName } from '../../accounts.ts';
import type { Witness } from '../types.ts';

/** What /proc tells of a process (proc(5)). */
export interface Process {
  readonly pid: number;
  /** What it calls itself, by default the name of what was started. */
  readonly name: string;
  readonly parent: number;
  readonly uid: number;
}

/** Levels of parents that are gone up; deeper trees of processes are none of a package manager's. */
const deepest = 40;

/** Programs that change packages, by their names; whose packages these are. */
const managers: ReadonlyMap<string, string> = new Map([
  ...['dpkg', 'apt', 'apt-get', 'aptitude', 'unattended-upgrade'].map((name) => [name, 'dpkg'] as const),
  ...['rpm', 'dnf', 'dnf5', 'dnf-3', 'yum', 'microdnf', 'zypper'].map((name) => [name, 'rpm'] as const),
  ['pacman', 'pacman'],
  ['apk', 'apk'],
]);

/** Folders that only root puts programs into. */
const ofTheSystem = /^\/(?:usr\/)?(?:local\/)?(?:s?bin|lib|libexec)\//;

/**
 * Who a process is. One that has ended and was not yet asked for by its parent has lost its program's path: its name
 * stands for it. `read` keeps what was read of others, for as long as their numbers stand for the same processes.
 */
export function witnessOf(process: Process, read: Map<number, Process | undefined>): Witness {
  const { pid, name, uid } = process;
  const loginUid = loginOf(pid);
  const loginUser = loginUid === null ? null : userName(loginUid);
  return {
    actor: { pid, program: programOf(pid) ?? name, uid, user: nameOf(uid), loginUser },
    manager: managerOf(process, read),
  };
}

/** The name of an account; `null` where it has none. */
function nameOf(uid: number): string | null {
  const name = userName(uid);
  return name === String(uid) ? null : name;
}

/** What there is of a process; undefined where nothing is left of it. */
export function processOf(pid: number, read: Map<number, Process | undefined>): Process | undefined {
  if (!read.has(pid)) read.set(pid, look(pid));
  return read.get(pid);
}

function look(pid: number): Process | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, name = ''] = /^Name:\t(.*)$/m.exec(status) ?? [];
    const [, parent] = /^PPid:\t(\d+)$/m.exec(status) ?? [];
    // Real, effective, saved, and of the file system: by the last one files are made and changed.
    const [, uid] = /^Uid:\t(?:\d+\t){3}(\d+)$/m.exec(status) ?? [];
    if (parent === undefined || uid === undefined) return undefined;
    return { pid, name, parent: Number(parent), uid: Number(uid) };
  } catch {
    return undefined;
  }
}

/** The path of its program; `null` where it has ended, and for the kernel's own. */
function programOf(pid: number): string | null {
  try {
    // Since it was started, another version may have taken its program's place.
    return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
  } catch {
    return null;
  }
}

const nobody = 0xffff_ffff;

function loginOf(pid: number): number | null {
  try {
    const uid = Number(readFileSync(`/proc/${pid}/loginuid`, 'utf8'));
    return uid === nobody ? null : uid;
  } catch {
    // The kernel keeps no account of sessions.
    return null;
  }
}

function managerOf(process: Process, read: Map<number, Process | undefined>): string | null {
  let at: Process | undefined = process;
  for (let level = 0; at !== undefined && at.pid > 1 && level < deepest; level += 1) {
    const manager = at.uid === 0 ? managers.get(commandOf(at)) : undefined;
    if (manager !== undefined) return manager;
    at = at.parent === 0 ? undefined : processOf(at.parent, read);
  }
  return null;
}

/** The name of a program of the system's; of an interpreter that of the program it runs. */
function commandOf({ pid }: Process): string {
  const program = programOf(pid);
  if (program === null || !ofTheSystem.test(program)) return '';
  const name = basename(program);
  if (!/^(?:python|perl)[\d.]*$/.test(name)) return name;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const script = words.slice(1).find((word) => !word.startsWith('-')) ?? '';
    return ofTheSystem.test(script) ? basename(script) : '';
  } catch {
    return '';
  }
}
