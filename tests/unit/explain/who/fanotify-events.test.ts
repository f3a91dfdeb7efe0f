import { expect, it } from 'vitest';
import { FAN, parseEvents } from '../../../../electron/engine/explain/who/fanotify-events.ts';

interface Made {
  readonly mask: number;
  readonly pid: number;
  readonly records: readonly Buffer[];
}

/** An event as the kernel lays it out: fanotify(7). */
function event({ mask, pid, records }: Made): Buffer {
  const head = Buffer.alloc(24);
  const rest = Buffer.concat(records);
  head.writeUInt32LE(24 + rest.length, 0);
  head.writeUInt8(3, 4);
  head.writeUInt16LE(24, 6);
  head.writeBigUInt64LE(BigInt(mask), 8);
  head.writeInt32LE(-1, 16);
  head.writeInt32LE(pid, 20);
  return Buffer.concat([head, rest]);
}

/** A folder by its file system's number and its handle, and a name in it; filled up to four bytes. */
function named(fileSystem: number, handle: string, name: Buffer): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(fileSystem, 0);
  body.writeUInt32LE(handle.length, 8);
  body.writeInt32LE(1, 12);
  return record(2, Buffer.concat([body, Buffer.from(handle), name, Buffer.alloc(1)]));
}

function descriptor(pidfd: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeInt32LE(pidfd, 0);
  return record(4, body);
}

function record(kind: number, body: Buffer): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const head = Buffer.alloc(4);
  head.writeUInt8(kind, 0);
  head.writeUInt16LE(4 + padded.length, 2);
  return Buffer.concat([head, padded]);
}

it('reads events one after another: what was done, by which process, to which name in which folder', () => {
  const [first, second, third] = parseEvents(
    Buffer.concat([
      event({ mask: FAN.CREATE, pid: 7, records: [named(5, 'HANDLE_1', Buffer.from('a')), descriptor(12)] }),
      event({
        mask: FAN.CLOSE_WRITE,
        pid: 8,
        records: [named(5, 'HANDLE_1', Buffer.from([0xff, 0x41])), descriptor(-1)],
      }),
      event({ mask: FAN.Q_OVERFLOW, pid: 0, records: [] }),
    ]),
  );
  expect(first).toMatchObject({ mask: FAN.CREATE, pid: 7, pidfd: 12, name: Buffer.from('a') });
  expect(second).toMatchObject({ mask: FAN.CLOSE_WRITE, pid: 8, pidfd: -1, name: Buffer.from([0xff, 0x41]) });
  expect(third).toEqual({ mask: FAN.Q_OVERFLOW, pid: 0, pidfd: null, folder: '', name: Buffer.alloc(0) });
  expect(first?.folder).toBe(second?.folder);
  expect(first?.folder).toContain('HANDLE_1');
});

it('tells folders of the same handle on two file systems apart', () => {
  const of = (fileSystem: number, handle: string) =>
    parseEvents(event({ mask: 1, pid: 1, records: [named(fileSystem, handle, Buffer.from('.'))] }))[0]?.folder;
  expect(new Set([of(1, 'HANDLE_1'), of(2, 'HANDLE_1'), of(1, 'HANDLE_2'), of(1, 'HANDLE_1')]).size).toBe(3);
});

it('passes over records of kinds that it does not know, and stops at what is none', () => {
  const odd = event({
    mask: FAN.ATTRIB,
    pid: 7,
    records: [record(9, Buffer.alloc(9)), named(5, 'H', Buffer.from('b'))],
  });
  expect(parseEvents(odd)[0]).toMatchObject({ name: Buffer.from('b'), pidfd: null });
  expect(parseEvents(odd.subarray(0, odd.length - 1))).toEqual([]);
  expect(parseEvents(Buffer.alloc(24))).toEqual([]);
});
