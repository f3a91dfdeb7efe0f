import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { nativePath } from '../../keys.ts';
import { Cancelled } from '../digest.ts';
import { givenUp, steps } from '../protocol.ts';
import { codeOf, isAbsence } from '../status.ts';
import { fileCalls } from './calls.ts';
import { parseStreams, type Stream } from './stream-list.ts';

/** FileStreamInformation (wdm.h), and the answers (ntstatus.h) that say 'more', 'none' and 'there is no such thing here'. */
const streamInformation = 22;
const status = { done: 0, overflow: 0x80000005 | 0, endOfFile: 0xc0000011 | 0 } as const;
const unsupportedHere: ReadonlySet<number> = new Set(
  [0xc0000002, 0xc0000003, 0xc000000d, 0xc0000010].map((n) => n | 0),
);
/** A list of more bytes than this is none. */
const largest = 16 * 1024 * 1024;
const chunk = 256 * 1024;

/** The streams of an open file; 'unsupported' where its file system has none. */
export function listStreams(handle: number): readonly Stream[] | 'unsupported' | 'unreadable' {
  const answer = Buffer.alloc(16);
  for (let room = 4096; room <= largest; room *= 4) {
    const bytes = Buffer.alloc(room);
    const found = fileCalls().query(handle, answer, bytes, room, streamInformation);
    if (found === status.done) return parseStreams(bytes.subarray(0, Number(answer.readBigUInt64LE(8))));
    if (found === status.endOfFile) return [];
    if (unsupportedHere.has(found)) return 'unsupported';
    if (found !== status.overflow) return 'unreadable';
  }
  return 'unreadable';
}

/** A stream in one line: `Zone.Identifier 26 bytes sha256:…`. Undefined if it is gone. */
export function streamLine(key: string, { name, size }: Stream, cancel: Int32Array): string | undefined {
  const shown = name.replace(/\p{Cc}/gu, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
  try {
    return `${shown} ${size} bytes sha256:${hashOf(`${nativePath(key)}:${name}`, cancel)}`;
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return isAbsence(codeOf(error)) ? undefined : `${shown} ${size} bytes unreadable`;
  }
}

function hashOf(path: string, cancel: Int32Array): string {
  const fd = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunk);
    for (;;) {
      if (Atomics.load(cancel, givenUp) !== 0) throw new Cancelled();
      Atomics.add(cancel, steps, 1);
      const count = readSync(fd, buffer, 0, chunk, null);
      if (count === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
}
