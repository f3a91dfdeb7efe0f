/** Masks of fanotify(7). */
export const FAN = {
  MODIFY: 0x2,
  ATTRIB: 0x4,
  CLOSE_WRITE: 0x8,
  MOVED_FROM: 0x40,
  MOVED_TO: 0x80,
  CREATE: 0x100,
  DELETE: 0x200,
  Q_OVERFLOW: 0x4000,
  EVENT_ON_CHILD: 0x8000000,
  ONDIR: 0x40000000,
} as const;

export interface FanotifyEvent {
  readonly mask: number;
  /** The process; 0 where it is none of this system's or the kernel's own. */
  readonly pid: number;
  /**
   * A descriptor of the process, to be closed by whoever gets it: below zero where it had ended by now. `null` where
   * none was asked for.
   */
  readonly pidfd: number | null;
  /** The folder, as `folderIdentity` names it; empty where the event is of none. */
  readonly folder: string;
  /** The entry's name in its bytes; `.` is the folder itself. */
  readonly name: Buffer;
}

/** Kinds of records that follow an event. */
const dfidName = 2;
const pidfdRecord = 4;

const metadata = 24;
const nobody = Buffer.alloc(0);

/**
 * Reads `struct fanotify_event_metadata` after another (fanotify(7)): the length of all that belongs to it, 32 bits;
 * the version and a reserved byte; its own length, 16; the mask, 64; a descriptor and the process, 32 each. Then come
 * records, each with its kind (8 bits), padding (8) and length (16). The kernel never hands out a part of one.
 */
export function parseEvents(bytes: Buffer): readonly FanotifyEvent[] {
  const events: FanotifyEvent[] = [];
  for (let at = 0; at + metadata <= bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    if (length < metadata || at + length > bytes.length) break;
    let folder = '';
    let name = nobody;
    let pidfd: number | null = null;
    const end = at + length;
    for (let record = at + bytes.readUInt16LE(at + 6); record + 4 <= end; ) {
      const size = bytes.readUInt16LE(record + 2);
      if (size < 4) break;
      const kind = bytes.readUInt8(record);
      if (kind === pidfdRecord) pidfd = bytes.readInt32LE(record + 4);
      if (kind === dfidName) {
        // The file system's number (8 bytes), then the folder's handle: its length, its type (32 bits each), its bytes.
        const handle = record + 20 + bytes.readUInt32LE(record + 12);
        const zero = bytes.indexOf(0, handle);
        folder = bytes.toString('latin1', record + 4, handle);
        name = Buffer.from(bytes.subarray(handle, zero === -1 ? record + size : zero));
      }
      record += size;
    }
    events.push({ mask: bytes.readUInt32LE(at + 8), pid: bytes.readInt32LE(at + 20), pidfd, folder, name });
    at = end;
  }
  return events;
}
