import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import type { Attributes } from './attributes.ts';
import type { HeldFolder } from './held-folder.ts';

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
  const beside = folder.path(`.tidemark-${randomBytes(6).toString('hex')}.tmp`);
  // For its writer's eyes alone until it has its owner and mode.
  const handle = await open(beside, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  try {
    try {
      await handle.writeFile(bytes);
      await dress(handle, attributes);
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

/** The owner before the mode: a change of owner takes set-user-ID away (chown(2)). */
async function dress(handle: FileHandle, { mode, owner }: Attributes): Promise<void> {
  if (process.platform === 'win32') return;
  const { uid, gid } = await handle.stat();
  if (owner !== undefined && (owner.uid !== uid || owner.gid !== gid)) await handle.chown(owner.uid, owner.gid);
  await handle.chmod(mode);
}
