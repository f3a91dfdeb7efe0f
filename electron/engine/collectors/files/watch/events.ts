import { nameKey } from '../keys.ts';

/** Masks of inotify(7). */
export const IN = {
  MODIFY: 0x2,
  ATTRIB: 0x4,
  CLOSE_WRITE: 0x8,
  MOVED_FROM: 0x40,
  MOVED_TO: 0x80,
  CREATE: 0x100,
  DELETE: 0x200,
  DELETE_SELF: 0x400,
  MOVE_SELF: 0x800,
  UNMOUNT: 0x2000,
  Q_OVERFLOW: 0x4000,
  IGNORED: 0x8000,
  ONLYDIR: 0x1000000,
  DONT_FOLLOW: 0x2000000,
  EXCL_UNLINK: 0x4000000,
  MASK_ADD: 0x20000000,
  ISDIR: 0x40000000,
} as const;

export interface InotifyEvent {
  /** The watch; -1 for an overflow. */
  readonly wd: number;
  readonly mask: number;
  /** The entry's name as a key's segment; empty for the watched folder itself. */
  readonly name: string;
}

const header = 16;

/**
 * Reads `struct inotify_event` after `struct inotify_event` (inotify(7)): watch,
 * mask, cookie and the length of the name, each 32 bits, then the name, filled up
 * with zeros. The kernel never hands out a part of one.
 */
export function parseEvents(bytes: Buffer): readonly InotifyEvent[] {
  const events: InotifyEvent[] = [];
  let at = 0;
  while (at + header <= bytes.length) {
    const length = bytes.readUInt32LE(at + 12);
    const padded = bytes.subarray(at + header, at + header + length);
    const end = padded.indexOf(0);
    events.push({
      wd: bytes.readInt32LE(at),
      mask: bytes.readUInt32LE(at + 4),
      name: length === 0 ? '' : nameKey(end === -1 ? padded : padded.subarray(0, end)),
    });
    at += header + length;
  }
  return events;
}
