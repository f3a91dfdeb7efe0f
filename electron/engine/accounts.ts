import { readFileSync, statSync } from 'node:fs';

/** Names by number, as a file of `name:password:number:…` lines has them: passwd(5), group(5). */
class Names {
  readonly #file: string;
  #stamp = '';
  #names = new Map<number, string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads the file again if it is another than before. Without it numbers stay numbers. */
  refresh(): void {
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stats === undefined ? '' : `${stats.ino}.${stats.size}.${stats.mtimeMs}`;
    if (stamp === this.#stamp) return;
    this.#names = stats === undefined ? new Map() : parseNames(readFileSync(this.#file, 'utf8'));
    this.#stamp = stamp;
  }

  of(number: number): string {
    return this.#names.get(number) ?? String(number);
  }
}

/** The first name of a number counts, as it does for getpwuid(3); lines that are none are passed over. */
export function parseNames(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , number] = line.split(':');
    if (name === undefined || name === '' || name.startsWith('#')) continue;
    if (number === undefined || !/^\d+$/.test(number)) continue;
    if (!names.has(Number(number))) names.set(Number(number), name);
  }
  return names;
}

const users = new Names('/etc/passwd');
const groups = new Names('/etc/group');

/** Called once before many names are asked for. */
export function refreshAccounts(): void {
  if (process.platform === 'win32') return;
  for (const each of [users, groups]) {
    try {
      each.refresh();
    } catch {
      // An unreadable file of names leaves the numbers, which are as true.
    }
  }
}

export const userName = (uid: number) => users.of(uid);
export const groupName = (gid: number) => groups.of(gid);
