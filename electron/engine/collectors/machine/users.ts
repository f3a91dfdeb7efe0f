import { readFile } from 'node:fs/promises';
import type { Part } from './part.ts';

/**
 * The local accounts. systeminformation's users are sessions, which come and go; the
 * accounts are in passwd(5) and group(5), and elsewhere than on Linux those files do not tell of them.
 */
export async function readUsers(): Promise<readonly Part[] | 'unsupported'> {
  if (process.platform !== 'linux') return 'unsupported';
  return usersOf(await readFile('/etc/passwd', 'utf8'), await readFile('/etc/group', 'utf8'));
}

export function usersOf(passwd: string, group: string): readonly Part[] {
  const groups = group.split('\n').map((line) => line.split(':'));
  const users = passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid, comment, home, shell] = line.split(':');
    // `+` and `-` begin lines that name accounts of a directory service.
    if (!name || shell === undefined || /^[+-]/.test(name)) return [];
    const primary = groups.find((each) => each[2] === gid)?.[0] ?? gid;
    const others = groups.filter((each) => each[3]?.split(',').includes(name)).map((each) => each[0] ?? '');
    const part: Part = {
      key: `user:${name}`,
      name,
      summary: `${name} (${uid}), ${shell || '/bin/sh'}`,
      detail: [
        ['Full name', comment?.split(',', 1)[0]],
        ['Home', home],
        ['Group', primary],
        ['Other groups', others.sort().join(', ')],
      ],
    };
    return [part];
  });
  if (users.length === 0) throw new Error('/etc/passwd names no account');
  return users;
}
