import { open, readdir, readFile, stat } from 'node:fs/promises';

/** Whether an error says that there is no such file or folder. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Whether there is such a file or folder. Rejects where that can't be told. */
export async function isThere(path: string): Promise<boolean> {
  return (await ifThere(stat(path))) !== undefined;
}

/** The names in a folder; none where there is no such folder. Rejects with the system's error. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await ifThere(readdir(folder))) ?? [];
}

/** What a read answers; `undefined` where there is no such file. Rejects with every other error. */
export async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** The beginning of a regular file, at most `limit` bytes of it. Rejects with the system's error. */
export async function readBytes(path: string, limit: number): Promise<Buffer> {
  await mustBeFile(path);
  const handle = await open(path);
  try {
    const bytes = Buffer.alloc(limit);
    let length = 0;
    while (length < limit) {
      const { bytesRead } = await handle.read(bytes, length, limit - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** The beginning of a regular file as text, at most `limit` bytes of it. Rejects with the system's error. */
export async function readHead(path: string, limit: number): Promise<string> {
  return (await readBytes(path, limit)).toString('utf8');
}

/** A whole regular file as text; one of more than `limit` bytes is refused, since its beginning alone says nothing. */
export async function readWhole(path: string, limit: number): Promise<string> {
  const { size } = await mustBeFile(path);
  if (size > limit) throw new Error(`${path} is larger (${size} bytes) than such a file is`);
  return readFile(path, 'utf8');
}

/** A pipe or a device that lies where a file is looked for would be waited for without end. */
async function mustBeFile(path: string): Promise<{ readonly size: number }> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error(`${path} is no regular file`);
  return stats;
}
