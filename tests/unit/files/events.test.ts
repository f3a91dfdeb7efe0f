import { expect, test } from 'vitest';
import { IN, parseEvents } from '../../../electron/engine/collectors/files/watch/events.ts';

/** One `struct inotify_event`, its name padded with zeros as the kernel pads it. */
function event(
  wd: number,
  mask: number,
  name: Buffer = Buffer.alloc(0),
  length = Math.ceil((name.length + 1) / 16) * 16,
): Buffer {
  const bytes = Buffer.alloc(16 + (name.length === 0 ? 0 : length));
  bytes.writeInt32LE(wd, 0);
  bytes.writeUInt32LE(mask, 4);
  bytes.writeUInt32LE(bytes.length - 16, 12);
  name.copy(bytes, 16);
  return bytes;
}

test('events of any length, one after the other', () => {
  const bytes = Buffer.concat([
    event(1, IN.CREATE | IN.ISDIR, Buffer.from('folder')),
    event(2, IN.DELETE_SELF),
    event(-1, IN.Q_OVERFLOW),
    event(3, IN.MODIFY, Buffer.from('n'.repeat(255))),
  ]);
  expect(parseEvents(bytes)).toEqual([
    { wd: 1, mask: IN.CREATE | IN.ISDIR, name: 'folder' },
    { wd: 2, mask: IN.DELETE_SELF, name: '' },
    { wd: -1, mask: IN.Q_OVERFLOW, name: '' },
    { wd: 3, mask: IN.MODIFY, name: 'n'.repeat(255) },
  ]);
});

test('a name that fills its field, and one that is not UTF-8', () => {
  const full = Buffer.from('sixteen letters!');
  expect(parseEvents(event(1, IN.CREATE, full, 16))[0]?.name).toBe('sixteen letters!');
  expect(parseEvents(event(1, IN.CREATE, Buffer.from([0x61, 0xe9])))[0]?.name).toBe('a\\xE9');
});

test('nothing is nothing', () => expect(parseEvents(Buffer.alloc(0))).toEqual([]));
