import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseNames } from '../../accounts.ts';
import type { BusAddress } from './bus.ts';
import { type Manager, unitOfKey, userManager } from './manager.ts';

export interface UsersOptions {
  /** The folder that holds each user's runtime folder, named by number. */
  readonly runtimeRoot?: string;
  /** passwd(5). */
  readonly accounts?: string;
  /** The number of the account that Tidemark runs as. */
  readonly self?: number;
  /** The runtime folder of that account, where it is elsewhere. */
  readonly own?: string;
  /** Milliseconds for connecting to a user's manager and for each call. */
  readonly timeLimit?: number;
}

export const usersDefaults = (): Required<UsersOptions> => {
  const self = process.getuid?.() ?? -1;
  const runtimeRoot = '/run/user';
  return {
    runtimeRoot,
    accounts: '/etc/passwd',
    self,
    own: process.env.XDG_RUNTIME_DIR || join(runtimeRoot, String(self)),
    timeLimit: 5000,
  };
};

/** Where a user's systemd answers without a bus: to the user and to root alone (its socket checks who asks). */
const privateSocket = (runtime: string) => join(runtime, 'systemd/private');

/** Folders in whose content the coming and going of a user's manager shows. */
export async function userFolders(options: Required<UsersOptions>): Promise<readonly string[]> {
  const runtimes = await runtimeFolders(options);
  const above = options.self === 0 ? [options.runtimeRoot] : [];
  return [...above, ...runtimes.flatMap(({ runtime }) => [runtime, join(runtime, 'systemd')])];
}

/** The managers that run now and that may be asked: of root every user's, of others their own. */
export async function userManagers(options: Required<UsersOptions>): Promise<readonly Manager[]> {
  const names = await readNames(options);
  const found: Manager[] = [];
  for (const { uid, runtime } of await runtimeFolders(options)) {
    const direct = privateSocket(runtime);
    const bus = join(runtime, 'bus');
    const addresses: BusAddress[] = [];
    // A bus lets nobody in but its user, not even root.
    if (uid === options.self && (await isSocket(bus))) addresses.push({ address: `unix:path=${bus}`, peer: false });
    if (await isSocket(direct)) addresses.push({ address: `unix:path=${direct}`, peer: true });
    // Without a manager, a bus may be anyone's.
    else addresses.length = 0;
    if (addresses.length > 0) found.push(userManager(names.get(uid) ?? String(uid), addresses, options.timeLimit));
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The users whose units are known by these keys and who still have an account: what is known of them stands while they are away. */
export async function knownUsers(
  keys: Iterable<string>,
  options: Required<UsersOptions>,
): Promise<ReadonlySet<string>> {
  const users = new Set<string>();
  for (const key of keys) {
    const user = unitOfKey(key)?.user;
    if (user) users.add(user);
  }
  if (users.size === 0) return users;
  const names = new Set((await readNames(options)).values());
  // An account that is only known by its number is in no file to look it up in.
  return new Set([...users].filter((user) => names.size === 0 || names.has(user) || /^\d+$/.test(user)));
}

async function runtimeFolders({ runtimeRoot, self, own }: Required<UsersOptions>) {
  const mine = { uid: self, runtime: own };
  if (self !== 0) return [mine];
  const entries = await readdir(runtimeRoot).catch(() => []);
  const others = entries
    .filter((name) => /^\d+$/.test(name) && Number(name) !== self)
    .map((name) => ({ uid: Number(name), runtime: join(runtimeRoot, name) }));
  return [mine, ...others];
}

async function readNames({ accounts }: Required<UsersOptions>): Promise<ReadonlyMap<number, string>> {
  const text = await readFile(accounts, 'utf8').catch(() => '');
  return parseNames(text);
}

async function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}
