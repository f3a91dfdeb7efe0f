import { childKey, nameOf, nativePath, parentKey, pathKey } from '../keys.ts';
import { follow } from '../mounts/follow.ts';
import { codeOf, isAbsence, isDenied, linkTarget, look, type Status } from '../worker/status.ts';
import { type Eyes, Unseen } from '../worker/walk.ts';
import type { Sudo } from './commands.ts';
import type { Entry } from './listing.ts';
import { absentOrThrow, SystemError } from './messages.ts';

/** What is asked for: a path itself, and the entries of the folder that it is, or (`folder`) leads to. */
export interface Asked {
  readonly key: string;
  readonly folder: boolean;
}

/** Where a path leads when every link on its way is followed; or why it leads nowhere. */
type Real = { readonly real: string } | { readonly code: string };

const slash = Buffer.from('/');
const bytesOf = (key: string) => Buffer.from(nativePath(key));
/** With a slash at its end a link to a folder is that folder: path_resolution(7). */
const pathOf = ({ key, folder }: Asked) =>
  folder && key !== '/' ? Buffer.concat([bytesOf(key), slash]) : bytesOf(key);

/**
 * What was seen through sudo, to be looked at as often as one likes. What the account
 * may see itself (the way to a link's target) it looks at itself.
 */
export class Sight implements Eyes {
  readonly #sudo: Sudo;
  readonly #avoided: (key: string) => boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #failed = new Map<string, string>();
  readonly #folders = new Map<string, Set<string>>();
  readonly #unlisted = new Map<string, string>();
  readonly #reals = new Map<string, Real>();

  /** `avoided`: points of mounts that no link may lead into. */
  constructor(sudo: Sudo, avoided: (key: string) => boolean) {
    this.#sudo = sudo;
    this.#avoided = avoided;
  }

  /** Asks for paths. Each is answered afterwards, if only by why it can't be. */
  async ask(asked: readonly Asked[]): Promise<void> {
    const starts = new Map(asked.map((each) => [pathOf(each).toString('latin1'), each]));
    const errors = await this.#sudo.list(
      [...starts.keys()].map((each) => Buffer.from(each, 'latin1')),
      (path, entry) => this.#take(path, entry, starts.get(path.toString('latin1'))),
    );
    for (const [path, code] of errors) {
      const start = starts.get(path);
      if (start === undefined) this.#failed.set(pathKey(Buffer.from(path, 'latin1')), code);
      else if (start.folder || this.#entries.has(start.key)) this.#unlisted.set(start.key, code);
      else this.#failed.set(start.key, code);
    }
    for (const { key, folder } of starts.values()) {
      const answered = folder ? this.#folders.has(key) : this.#entries.has(key);
      if (answered || this.#failed.has(key) || this.#unlisted.has(key)) continue;
      (folder ? this.#unlisted : this.#failed).set(key, 'EUNKNOWN');
    }
  }

  #take(path: Buffer, entry: Entry, start: Asked | undefined): void {
    if (start?.folder === true) {
      if (entry.stats.isDirectory()) this.#folders.set(start.key, new Set());
      else this.#unlisted.set(start.key, 'ENOTDIR');
      if (start.key === '/') this.#entries.set('/', entry);
      return;
    }
    const key = pathKey(path);
    this.#entries.set(key, entry);
    if (start !== undefined && entry.stats.isDirectory()) this.#folders.set(key, new Set());
    this.#folders.get(parentKey(key))?.add(nameOf(key));
  }

  /** Finds out where the links among what was seen lead, and the real paths of what is named here. */
  async follow(more: readonly string[]): Promise<void> {
    const links = [...this.#entries].flatMap(([key, { target }]) => (target === undefined ? [] : [key]));
    const wanted = new Set([...links, ...links.map(parentKey), ...more]);
    for (;;) {
      const needed = new Set<string>();
      for (const key of wanted) {
        const real = this.#resolve(key, needed);
        if (real === undefined) continue;
        this.#reals.set(key, real);
        wanted.delete(key);
      }
      if (needed.size === 0) return;
      await this.ask([...needed].map((key) => ({ key, folder: false })));
    }
  }

  /** Undefined, if something on the way has to be asked for first. */
  #resolve(key: string, needed: Set<string>): Real | undefined {
    try {
      const end = follow('/', key.split('/'), (next) => this.#targetOf(next, needed), this.#avoided);
      if (end.kind === 'real') return { real: end.key };
      return { code: end.kind === 'avoided' ? 'EXDEV' : 'ELOOP' };
    } catch (error) {
      return error instanceof Unseen ? undefined : { code: codeOf(error) };
    }
  }

  #targetOf(key: string, needed: Set<string>): string | undefined {
    try {
      const entry = this.#at(key);
      if (entry === undefined) throw new SystemError('ENOENT');
      return entry.target;
    } catch (error) {
      if (error instanceof Unseen) needed.add(key);
      throw error;
    }
  }

  /** A path without following it; what was not asked for is looked at without sudo, if that may be. */
  #at(key: string): Entry | undefined {
    try {
      return this.#entry(key);
    } catch (error) {
      if (!(error instanceof Unseen)) throw error;
    }
    try {
      const status = look(key, false);
      return status && { stats: status.stats, target: status.stats.isSymbolicLink() ? linkTarget(key) : undefined };
    } catch (error) {
      if (isDenied(codeOf(error))) throw new Unseen();
      throw error;
    }
  }

  #entry(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) return entry;
    const code = this.#failed.get(key);
    if (code !== undefined) return absentOrThrow(code);
    const parent = parentKey(key);
    if (this.#folders.has(parent) && !this.#unlisted.has(parent)) return undefined;
    throw new Unseen();
  }

  readonly look = (key: string, follow: boolean): Status | undefined => {
    const entry = this.#entry(key);
    if (entry === undefined) return undefined;
    if (!follow || entry.target === undefined) return { stats: entry.stats, link: undefined };
    const real = this.#reals.get(key);
    if (real === undefined) throw new SystemError('EUNKNOWN');
    if ('code' in real && !isAbsence(real.code)) throw new SystemError(real.code);
    const leads = 'code' in real ? undefined : this.#at(real.real);
    return leads === undefined ? { stats: entry.stats, link: undefined } : { stats: leads.stats, link: entry.stats };
  };

  readonly list = (key: string): readonly string[] => {
    const code = this.#unlisted.get(key);
    if (code !== undefined) throw new SystemError(code);
    const names = this.#folders.get(key);
    if (names === undefined) throw new Unseen();
    return [...names];
  };

  /** The entries of a folder that was asked for. */
  entries(key: string): readonly { readonly name: string; readonly folder: boolean }[] {
    return this.list(key).map((name) => {
      const folder = this.#entries.get(childKey(key, name))?.stats.isDirectory() ?? false;
      return { name, folder };
    });
  }

  readonly real = (key: string): string => {
    const real = this.#reals.get(key);
    if (real === undefined || 'code' in real) throw new SystemError(real?.code ?? 'EUNKNOWN');
    return real.real;
  };

  /** Where a link leads, as it is written. */
  readonly target = (key: string): string | null => this.#entry(key)?.target ?? null;
}
