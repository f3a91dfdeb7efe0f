import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { streamTool } from '../stream-tool.ts';

/**
 * The machine's own programs for what this runtime can't unpack. Whoever rotates logs by them has them;
 * without one, what is so compressed is no evidence.
 */
const programs: Readonly<Record<string, string>> = { xz: 'xz', bz2: 'bzip2', zst: 'zstd' };

/** How long unpacking may bring nothing (milliseconds). */
const patience = 30_000;

/** Takes bytes, until they are enough. */
export type Take = (piece: Buffer) => 'more' | 'enough';

/**
 * Hands over what a stream holds, unpacked where `by` names a compression (`gz`, `xz`, `bz2`, `zst`), and
 * ends the stream. Rejects with what broke it, or with the signal's reason.
 */
export async function unpack(raw: Readable, by: string | undefined, take: Take, signal: AbortSignal): Promise<void> {
  const program = by === undefined ? undefined : programs[by];
  try {
    if (program !== undefined) await byProgram(raw, program, take, signal);
    else await pour(by === 'gz' ? gunzipped(raw) : raw, take);
  } finally {
    raw.destroy();
  }
}

async function pour(stream: Readable, take: Take): Promise<void> {
  for await (const piece of stream as AsyncIterable<Buffer>) if (take(piece) === 'enough') return;
}

function gunzipped(raw: Readable): Readable {
  const stream = createGunzip();
  // A failure of the file ends what is read from it too.
  raw.on('error', (error) => stream.destroy(error));
  return raw.pipe(stream);
}

async function byProgram(raw: Readable, program: string, take: Take, signal: AbortSignal): Promise<void> {
  await streamTool(program, ['--decompress', '--stdout'], {
    input: raw,
    patience,
    environment: { PATH: process.env.PATH ?? '' },
    output: take,
    signal,
  });
  if (raw.errored !== null) throw raw.errored;
}
