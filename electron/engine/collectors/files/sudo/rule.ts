import { accessSync, constants } from 'node:fs';
import { userInfo } from 'node:os';

/**
 * The two commands that are run through sudo. Their arguments never vary, so that a
 * rule can name them whole: the paths come on standard input, each ended by a NUL.
 */
export interface Commands {
  readonly sudo: string;
  readonly list: readonly string[];
  readonly read: readonly string[];
}

/** Only where none but root can put a program; the search path is not asked. */
const places = ['/usr/bin', '/bin', '/run/wrappers/bin', '/run/current-system/sw/bin'];

/** Where a rule is to be written: sudoers(5) reads every file in that folder. */
export const ruleFile = '/etc/sudoers.d/tidemark';

/**
 * What find(1) says of each path and of the entries of each folder: the numbers of
 * lstat(2), the path, the link's target and the path again, which ends the target.
 * Slashes and NULs alone, since sudoers(5) has a meaning for most other signs.
 */
const listArguments = [
  ...['-files0-from', '-', '-maxdepth', '1'],
  ...['-printf', '%y/%D/%i/%m/%n/%U/%G/%s/%T@/%C@/', '-print0', '-printf', '%l', '-print0'],
];

/** What find(1) can't tell: the time of creation, and the numbers of a device; by the file's own device and inode. */
const birthArguments = ['-c', '%d/%i/%.9W/%t/%T', '--'];

/** Contents and attributes by tar(1), bytes and names as they are, devices and FIFOs never opened. */
const readArguments = [
  ...['--create', '--format=posix', '--xattrs', '--absolute-names', '--hard-dereference'],
  ...['--atime-preserve=system', '--null', '--no-recursion', '--files-from=-', '--file=-'],
];

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const whereIs = (tool: string, exists: (path: string) => boolean) =>
  places.map((place) => `${place}/${tool}`).find(exists);

/** The commands as this machine has them; or which of their programs it lacks. */
export function commands(exists: (path: string) => boolean = isProgram): Commands | { readonly missing: string } {
  const [sudo, find, stat, tar] = ['sudo', 'find', 'stat', 'tar'].map((tool) => whereIs(tool, exists));
  if (sudo === undefined) return { missing: 'sudo' };
  if (find === undefined) return { missing: 'find' };
  if (stat === undefined) return { missing: 'stat' };
  if (tar === undefined) return { missing: 'tar' };
  return {
    sudo,
    list: [find, ...listArguments, '-exec', stat, ...birthArguments, '{}', '+'],
    read: [tar, ...readArguments],
  };
}

/** A word of a command as sudoers(5) takes it: what it has a meaning for behind a backslash. */
const escaped = (word: string) => word.replace(/[\\,:=*?[\]!#"]/g, '\\$&');

/** An account as sudoers(5) takes it: by its name if that is a plain one, else by its number. */
export const account = ({ username, uid }: { readonly username: string; readonly uid: number }) =>
  /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(username) && username !== 'ALL' ? username : `#${uid}`;

/** The account that Tidemark runs as; one that has no name is known by its number. */
export function ownAccount(): string {
  const uid = process.geteuid?.() ?? 0;
  try {
    return account({ username: userInfo().username, uid });
  } catch {
    return account({ username: '', uid });
  }
}

/** The line that gives an account the right to just these two commands, and to nothing else. */
export const ruleLine = ({ list, read }: Commands, user: string) =>
  `${user} ALL=(root) NOPASSWD: ${list.map(escaped).join(' ')}, ${read.map(escaped).join(' ')}`;

/** The line that lets an account use sudo without a terminal, where `requiretty` is set. */
export const terminalLine = (user: string) => `Defaults:${user} !requiretty`;
