import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Attributes } from './attributes.ts';
import type { HeldFolder } from './held-folder.ts';

const run = promisify(execFile);
const { O_WRONLY, O_CREAT, O_EXCL } = constants;

/**
 * Writes a whole file beside the one of that name and puts it in its place, so that at every
 * moment there is the old one or the new one. `check` is called right before that,
 * with all on the disk; what it throws leaves everything as it was.
 */
export async function writeWhole(
  folder: HeldFolder,
  name: string,
  bytes: Uint8Array,
  attributes: Attributes,
  check: () => Promise<void>,
): Promise<void> {
  const own = `.tidemark-${randomBytes(6).toString('hex')}.tmp`;
  const beside = folder.path(own);
  // For its writer's eyes alone until it has its owner and mode.
  const handle = await open(beside, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  try {
    try {
      await handle.writeFile(bytes);
      await dress(handle, attributes);
      if (attributes.like !== undefined) await copyAttributes(folder, attributes.like, own, handle);
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
}

/**
 * Takes over the access list and the extended attributes (SELinux label, capabilities), by the cp(1) of GNU.
 * Without the list a mode would say something else: its group bits are the list's mask (acl(5)).
 */
async function copyAttributes(folder: HeldFolder, from: string, to: string, handle: FileHandle): Promise<void> {
  if (process.platform !== 'linux') return;
  const paths = [folder.path(from), folder.path(to)].map((path) => path.toString());
  const options = ['--attributes-only', '--preserve=all', '--no-dereference', '--'];
  // Another cp knows no such options; where there is none of GNU's, owner and mode are all that is kept.
  await run('cp', [...options, ...paths.map(ofThisProcess)], { timeout: 10_000 }).catch(() => undefined);
  const now = new Date();
  await handle.utimes(now, now);
}

/** A path through a descriptor of ours, as a child finds it. */
const ofThisProcess = (path: string) => path.replace(/^\/proc\/self\//, `/proc/${process.pid}/`);

/** The owner before the mode: a change of owner takes set-user-ID away (chown(2)). */
async function dress(handle: FileHandle, { mode, owner }: Attributes): Promise<void> {
  if (process.platform === 'win32') return;
  const { uid, gid } = await handle.stat();
  if (owner !== undefined && (owner.uid !== uid || owner.gid !== gid)) await handle.chown(owner.uid, owner.gid);
  await handle.chmod(mode);
}
