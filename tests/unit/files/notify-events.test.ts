import { describe, expect, it } from 'vitest';
import { parseNotify } from '../../../electron/engine/collectors/files/watch/notify-events.ts';

/** FILE_NOTIFY_INFORMATION as Windows answers it: entries at multiples of four, the last one without a next. */
function recorded(events: readonly (readonly [action: number, name: string])[]): Buffer {
  return Buffer.concat(
    events.map(([action, name], index) => {
      const text = Buffer.from(name, 'utf16le');
      const entry = Buffer.alloc((12 + text.length + 3) & ~3);
      entry.writeUInt32LE(index === events.length - 1 ? 0 : entry.length, 0);
      entry.writeUInt32LE(action, 4);
      entry.writeUInt32LE(text.length, 8);
      text.copy(entry, 12);
      return entry;
    }),
  );
}

describe('what ReadDirectoryChangesW answers', () => {
  it('tells names that come and go apart from what is modified', () => {
    const bytes = recorded([
      [1, 'new.txt'],
      [2, 'gone'],
      [3, 'deep\\er\\x.ini'],
      [4, 'old name'],
      [5, 'Größe'],
    ]);
    expect(parseNotify(bytes)).toEqual([
      { what: 'name', path: 'new.txt' },
      { what: 'name', path: 'gone' },
      { what: 'modified', path: 'deep/er/x.ini' },
      { what: 'name', path: 'old name' },
      { what: 'name', path: 'Größe' },
    ]);
    expect(parseNotify(Buffer.alloc(0))).toEqual([]);
  });

  it('ends where it is damaged', () => {
    const bytes = recorded([
      [1, 'one.'],
      [1, 'two.'],
    ]);
    for (let end = 0; end < bytes.length; end++) expect(parseNotify(bytes.subarray(0, end)).length).toBeLessThan(2);
    const loop = Buffer.from(bytes);
    loop.writeUInt32LE(4, 0);
    expect(parseNotify(loop)).toEqual([{ what: 'name', path: 'one.' }]);
  });
});
