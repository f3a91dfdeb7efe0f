import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/** The file type bits of a Unix mode, and those of a symbolic link (inode(7)). */
const typeBits = 0o170000;
const linkType = 0o120000;

/**
 * Unpacks a zip with its modes and links.
 *
 * @param {string} archive
 * @param {string} target a folder, made if it is not there
 * @param {(path: string) => string | undefined} place where an entry goes below the target; undefined leaves it out
 */
export async function unzip(archive, target, place) {
  const zip = await yauzl.openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
      if (path !== undefined) {
        await unpack(zip, entry, within(target, path));
      }
    }
  } finally {
    zip.close();
  }
}

/**
 * @param {string} target
 * @param {string} path
 */
function within(target, path) {
  const full = resolve(join(target, path));
  if (!full.startsWith(resolve(target) + sep)) {
    throw new Error(`an entry of the archive leads outside: ${path}`);
  }
  return full;
}

/**
 * @param {yauzl.ZipFile} zip
 * @param {yauzl.Entry} entry
 * @param {string} path
 */
async function unpack(zip, entry, path) {
  // The upper half of the attributes is the Unix mode when the archive was made on Unix (APPNOTE 4.4.15).
  const mode = entry.externalFileAttributes >>> 16;
  const content = await zip.openReadStreamPromise(entry);
  await mkdir(dirname(path), { recursive: true });
  if ((mode & typeBits) === linkType) {
    await symlink(await text(content), path);
  } else {
    await pipeline(content, createWriteStream(path, { mode: mode & 0o777 || 0o644 }));
  }
}
