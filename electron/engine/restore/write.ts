import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setAttribute } from '../collectors/files/worker/attributes/calls.ts';
import type { Attributes } from './attributes.ts';
import type { HeldFolder } from './held-folder.ts';
import { accessList, type Recorded } from './recorded.ts';

const run = promisify(execFile);
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Writes a whole file beside the one of that name and puts it in its place, so that at every
 * moment there is the old one or the new one. `check` is called right before that,
 * with all on the disk; what it throws leaves everything as it was. Answers the recorded lines that could not be put
 * back, those known before among them.
 */
export async function writeWhole(
  folder: HeldFolder,
  name: string,
  bytes: Uint8Array,
  attributes: Attributes,
  check: () => Promise<void>,
): Promise<readonly string[]> {
  const own = `.tidemark-${randomBytes(6).toString('hex')}.tmp`;
  const beside = folder.path(own);
  // For its writer's eyes alone until it has its owner and mode.
  let given: Given = { mode: attributes.mode, lost: [] };
  const handle = await open(beside, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  try {
    try {
      await handle.writeFile(bytes);
      await giveOwner(handle, attributes);
      // While the mode lets its writer write: a program that copies opens the file anew.
      if (attributes.like !== undefined) await copyAttributes(folder.path(attributes.like), handle);
      if (attributes.recorded !== undefined) given = giveRecorded(handle, attributes.mode, attributes.recorded);
      await giveMode(handle, given.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await check();
    await rename(beside, folder.path(name));
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw error;
  }
  await folder.sync();
  return given.lost;
}

/** What became of recorded attributes, and the mode that goes with that. */
interface Given {
  readonly mode: number;
  readonly lost: readonly string[];
}

/** Gives a file the attributes that were recorded; one that the system refuses is left out, and told. */
function giveRecorded(handle: FileHandle, mode: number, { extended, lost, modeAlone }: Recorded): Given {
  const refused = extended.filter(({ name, value }) => {
    try {
      setAttribute(handle.fd, name, value);
      return false;
    } catch {
      return true;
    }
  });
  const listed = extended.some((each) => each.name === accessList && !refused.includes(each));
  return { mode: listed ? mode : modeAlone, lost: [...lost, ...refused.flatMap((each) => each.lines)] };
}

/**
 * Takes over the access list and the extended attributes (SELinux label, capabilities), by the cp(1) of GNU.
 * Without the list a mode would say something else: its group bits are the list's mask (acl(5)).
 * It is told of both files by descriptors of ours, since a name can be of bytes that no argument of a program can hold here.
 */
async function copyAttributes(from: string | Buffer, to: FileHandle): Promise<void> {
  if (process.platform !== 'linux') return;
  const source = await open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const paths = [source, to].map(({ fd }) => `/proc/${process.pid}/fd/${fd}`);
    const options = ['--attributes-only', '--preserve=all', '--dereference', '--'];
    // Another cp knows no such options; where there is none of GNU's, owner and mode are all that is kept.
    await run('cp', [...options, ...paths], { timeout: 10_000 }).catch(() => undefined);
  } finally {
    await source.close();
  }
  const now = new Date();
  await to.utimes(now, now);
}

/** The owner before all else: a change of owner takes set-user-ID and capabilities away (chown(2)). */
async function giveOwner(handle: FileHandle, { owner }: Attributes): Promise<void> {
  if (process.platform === 'win32') return;
  const { uid, gid } = await handle.stat();
  if (owner !== undefined && (owner.uid !== uid || owner.gid !== gid)) await handle.chown(owner.uid, owner.gid);
}

async function giveMode(handle: FileHandle, mode: number): Promise<void> {
  if (process.platform !== 'win32') await handle.chmod(mode);
}
