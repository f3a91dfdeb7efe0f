import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';

/** An account whose own software is looked at. */
export interface Home {
  /** Its login name. */
  readonly user: string;
  readonly folder: string;
}

/** The name of the account that Tidemark runs as; its number where nobody has that one. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/**
 * Whose own software can be read: the account's that Tidemark runs as and, for root,
 * everyone's who signs in on this machine.
 */
export async function readableHomes(): Promise<readonly Home[]> {
  const own: Home = { user: ownName(), folder: homedir() };
  if (process.platform === 'win32' || process.getuid?.() !== 0) return [own];
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return [own, ...homesIn(passwd).filter(({ user, folder }) => user !== own.user && folder !== own.folder)];
}

/**
 * The homes of people, as passwd(5) names them. Accounts of the system have numbers below
 * 1000, `nobody` has 65534 (login.defs(5)); both have homes that are folders of the system.
 */
export function homesIn(passwd: string): readonly Home[] {
  const folders = new Set<string>();
  return passwd.split('\n').flatMap((line): Home[] => {
    const [user, , uid, , , folder, shell] = line.split(':');
    // `+` and `-` begin lines that name accounts of a directory service.
    if (!user || shell === undefined || /^[+-]/.test(user)) return [];
    if (!folder?.startsWith('/') || folder === '/' || folders.has(folder)) return [];
    if (!/^\d+$/.test(uid ?? '') || Number(uid) < 1000 || Number(uid) === 65534) return [];
    folders.add(folder);
    return [{ user, folder }];
  });
}
