import { spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A stream of what a file holds, and what ends it before its end. */
export interface Opened {
  readonly stream: Readable;
  readonly end: () => void;
}

/**
 * The machine's own programs for what this runtime can't unpack. Whoever rotates logs by them has them;
 * without one, what is so compressed is no evidence.
 */
const programs: Readonly<Record<string, string>> = { xz: 'xz', bz2: 'bzip2', zst: 'zstd' };

/** As long as unpacking one log may take (milliseconds). */
const limit = 120_000;

/** What a file holds, unpacked where `by` names a compression (`gz`, `xz`, `bz2`, `zst`). Ends the file's handle with it. */
export function opened(handle: FileHandle, by: string | undefined): Opened {
  const program = by === undefined ? undefined : programs[by];
  if (program !== undefined) return byProgram(handle, program);
  const raw = handle.createReadStream();
  const end = () => void raw.destroy();
  if (by !== 'gz') return { stream: raw, end };
  const stream = createGunzip();
  // A failure of the file ends what is read from it too.
  raw.on('error', (error) => stream.destroy(error));
  return { stream: raw.pipe(stream), end };
}

/** The file is handed over open: no name reaches the program. */
function byProgram(handle: FileHandle, program: string): Opened {
  const child = spawn(program, ['--decompress', '--stdout'], {
    stdio: [handle.fd, 'pipe', 'ignore'],
    timeout: limit,
    killSignal: 'SIGKILL',
  });
  const { stdout } = child;
  if (stdout === null) throw new Error(`${program} was started without an output`);
  child.on('error', (error) => stdout.destroy(error));
  const end = () => {
    child.kill('SIGKILL');
    stdout.destroy();
    void handle.close().catch(() => undefined);
  };
  return { stream: stdout, end };
}
