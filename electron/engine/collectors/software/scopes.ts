import { type Home, readableHomes } from './homes.ts';
import { unreadableSource } from './read-sources.ts';
import { isThere } from './small-files.ts';
import type { Part, PartReading, ReadRequest, SoftwareSource } from './source.ts';
import { type Place, type PlaceTimes, watchPlaces } from './watch-places.ts';

/** Whose software is looked at: the whole machine's, or one person's own. */
export interface Scope {
  /** Names it in the inventory: `system`, `user:alice`. */
  readonly id: string;
  /** Whom it is installed for; `null` for everyone. */
  readonly user: string | null;
  /** What the usual folders are below of: the root, or a home. */
  readonly base: string;
}

/** Where scopes lie, when it is not where they lie on every machine. */
export interface ScopeOptions {
  readonly root?: string;
  readonly homes?: readonly Home[];
  readonly platform?: NodeJS.Platform;
  readonly times?: PlaceTimes;
}

/** A source whose software lies in folders, those of the machine and those of its people. */
export interface ScopedSource extends Pick<SoftwareSource, 'id' | 'wanted'> {
  /** Whether people alone have such software, each their own. */
  readonly peopleOnly?: boolean;
  /** Scopes beside the machine's and its people's; absent where there are none. */
  readonly further?: () => Promise<readonly Scope[]>;
  /** What is installed there. What it rejects with makes that scope alone unreadable. */
  readonly read: (scope: Scope, request: ReadRequest) => Promise<PartReading>;
  /** What tells of changes there. */
  readonly places: (scope: Scope) => Promise<readonly Place[]>;
}

/** Makes a source of which every scope is a part, with a baseline of its own. */
export function createScopedSource(source: ScopedSource, options: ScopeOptions): SoftwareSource {
  const { id, wanted, further } = source;
  const root = options.root ?? (process.platform === 'win32' ? `${process.env.SystemDrive ?? 'C:'}\\` : '/');

  async function scopes(): Promise<readonly Scope[]> {
    const homes = options.homes ?? (await readableHomes());
    const own = homes.map(({ user, folder }): Scope => ({ id: `user:${user}`, user, base: folder }));
    const everyone: Scope[] = source.peopleOnly ? [] : [{ id: 'system', user: null, base: root }];
    return [...everyone, ...own, ...((await further?.()) ?? [])];
  }

  async function readPart(scope: Scope, request: ReadRequest): Promise<Part> {
    const part = `${id}:${scope.id}`;
    try {
      // A home that is not mounted now holds what it held.
      const reading = (await isThere(scope.base)) ? await source.read(scope, request) : unsupported;
      return { id: part, reading };
    } catch (error) {
      request.signal.throwIfAborted();
      const cause = error instanceof Error ? error.message : String(error);
      const advice = 'See that it is whole and that Tidemark may read it; it is looked at again with every collection.';
      return { id: part, reading: unreadableSource(part, cause, advice) };
    }
  }

  return {
    id,
    ...(wanted === undefined ? {} : { wanted }),
    ownKeys: true,
    read: async (request) => ({
      state: 'parts',
      parts: await Promise.all((await scopes()).map((each) => readPart(each, request))),
    }),
    watch: (listener) =>
      watchPlaces(
        // What can't be looked into is told by every collection.
        async () => (await Promise.all((await scopes()).map((each) => source.places(each).catch(() => [])))).flat(),
        listener,
        options.times,
      ),
  };
}

const unsupported: PartReading = { state: 'unsupported' };
