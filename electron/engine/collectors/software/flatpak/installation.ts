import { readlink, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Item } from '../../../../shared/model/item.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { inParallel } from '../../daemons/in-parallel.ts';
import { softwareItem } from '../item.ts';
import { ifThere, namesIn, readBytes, readHead } from '../small-files.ts';
import type { PartReading } from '../source.ts';
import { type Deployed, parseDeploy } from './deploy.ts';
import { maskOf } from './masks.ts';

/** Bytes that a file `deploy`, or a repository's configuration, has at most. */
const mostBytes = 1024 * 1024;
const atOnce = 16;

/** A deployed application or runtime. */
interface Ref {
  readonly kind: 'app' | 'runtime';
  readonly id: string;
  readonly arch: string;
  readonly branch: string;
  /** The folder with its deployments, in which `active` points to the one that counts. */
  readonly folder: string;
}

/**
 * What an installation of Flatpak holds: `{app,runtime}/ID/ARCH/BRANCH/active` points to the folder of the
 * commit in use, and `deploy` in it tells what Flatpak knows. `flatpak list` is not asked: it makes the
 * repository of an installation that has none, shortens commits, rounds sizes, and prints what an application
 * says of itself as it is, so that a line break in a summary can pretend to be a row.
 */
export async function readInstallation(
  folder: string,
  scope: { id: string; user: string | null },
): Promise<PartReading> {
  const held = maskOf((await ifThere(readHead(join(folder, 'repo/config'), mostBytes))) ?? '');
  const items: Item[] = [];
  const unsettled = new Set<string>();
  const problems: Problem[] = [];
  const refs = [...(await refsIn(folder, 'app')), ...(await refsIn(folder, 'runtime'))];
  await inParallel(refs, atOnce, async (ref) => {
    const name = nameOf(ref);
    const key = `flatpak:${scope.id}:${name}`;
    try {
      const item = await readRef(ref, key, scope.user, held(name));
      if (item !== undefined) items.push(item);
    } catch (error) {
      unsettled.add(key);
      problems.push(notWhole(key, join(ref.folder, 'active', 'deploy'), error));
    }
  });
  return { state: 'collected', items, unsettled, problems };
}

const nameOf = ({ kind, id, arch, branch }: Ref): string => `${kind}/${id}/${arch}/${branch}`;

async function refsIn(folder: string, kind: Ref['kind']): Promise<readonly Ref[]> {
  const refs: Ref[] = [];
  for (const id of await namesIn(join(folder, kind))) {
    // Beside the architectures `current` points to one of them.
    for (const arch of (await namesIn(join(folder, kind, id))).filter((name) => name !== 'current')) {
      const branches = join(folder, kind, id, arch);
      for (const branch of await namesIn(branches))
        refs.push({ kind, id, arch, branch, folder: join(branches, branch) });
    }
  }
  return refs;
}

/** `undefined` where nothing of it is in use, as it is while it is taken away. */
async function readRef(ref: Ref, key: string, user: string | null, held: boolean): Promise<Item | undefined> {
  const active = join(ref.folder, 'active');
  if ((await ifThere(readlink(active))) === undefined) return undefined;
  const file = join(active, 'deploy');
  const deployed = parseDeploy(await readBytes(file, mostBytes));
  const deployedAt = (await stat(file)).mtime;
  return toItem(ref, key, deployed, { user, held, installed: deployedAt.toISOString() });
}

interface Circumstances {
  readonly user: string | null;
  readonly held: boolean;
  readonly installed: string;
}

function toItem(ref: Ref, key: string, deployed: Deployed, { user, held, installed }: Circumstances): Item {
  const note = (name: string): string | null => deployed.notes.get(name) || null;
  return softwareItem(key, note('appdata-name') ?? ref.id, {
    version: note('appdata-version'),
    revision: deployed.commit,
    channel: `${deployed.origin}/${ref.branch}`,
    // `eol` is what its makers say at the end of its life.
    state: note('eol') === null && note('eolr') === null ? 'installed' : 'end of life',
    held,
    architecture: ref.arch,
    description: note('appdata-summary'),
    softwareType: ref.kind === 'app' ? 'Application' : 'Package',
    source: nameOf(ref),
    section: ref.kind,
    installedSize: deployed.installedSize,
    installed,
    manager: 'flatpak',
    user,
  });
}

function notWhole(key: string, file: string, error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    type: 'Software',
    kind: 'unreadable',
    subject: key,
    message: `What is deployed of ${basename(key)} could not be read at ${file}: ${cause}.`,
    advice: 'Run flatpak repair; what was known of it stands until it can be read.',
  };
}
