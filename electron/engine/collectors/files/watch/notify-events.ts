/** What happened to an entry (winnt.h, FILE_ACTION_…): it came or went under this name, or is otherwise than before. */
export interface NotifyEvent {
  readonly what: 'name' | 'modified';
  /** Below the folder that is watched, with '/' between the names. */
  readonly path: string;
}

const modified = 3;
const header = 12;

/** Reads a chain of FILE_NOTIFY_INFORMATION (winnt.h): where the next one lies, the action, the name's bytes, the name. */
export function parseNotify(bytes: Buffer): readonly NotifyEvent[] {
  const events: NotifyEvent[] = [];
  for (let at = 0; at + header <= bytes.length; ) {
    const next = bytes.readUInt32LE(at);
    const end = at + header + bytes.readUInt32LE(at + 8);
    if (end > bytes.length) break;
    const path = bytes.toString('utf16le', at + header, end).replaceAll('\\', '/');
    events.push({ what: bytes.readUInt32LE(at + 4) === modified ? 'modified' : 'name', path });
    if (next < header) break;
    at += next;
  }
  return events;
}
