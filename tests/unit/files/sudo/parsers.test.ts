import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathKey } from '../../../../electron/engine/collectors/files/keys.ts';
import {
  Archive,
  BadArchive,
  type Member,
  paxRecords,
  timespec,
} from '../../../../electron/engine/collectors/files/sudo/archive.ts';
import { type Entry, Listing, Malformed } from '../../../../electron/engine/collectors/files/sudo/listing.ts';
import { findErrors, tarErrors } from '../../../../electron/engine/collectors/files/sudo/messages.ts';
import { madeUpDevices } from '../../../../electron/engine/collectors/files/sudo/pseudo.ts';
import { StreamDigest } from '../../../../electron/engine/collectors/files/sudo/stream-digest.ts';
import { deviceNumber } from '../../../../electron/engine/device-number.ts';

/** The same rounds every time; a failure tells the shortest input that fails as well. */
const rounds = { seed: 1, numRuns: 150 };

/** Bytes of any value from `least` on; many of them signs that have a meaning. */
function anyBytes(most: number, least = 0): fc.Arbitrary<Buffer> {
  const signs = [0, 9, 10, 32, 39, 47, 48, 57, 61, 92, 102, 108, 255].filter((each) => each >= least);
  const byte = fc.oneof(fc.integer({ min: least, max: 255 }), fc.constantFrom(...signs));
  return fc.array(byte, { maxLength: most - 1, size: 'max' }).map((bytes) => Buffer.from(bytes));
}

const anyCuts = fc.array(fc.nat(1_000_000), { maxLength: 11, size: 'max' });

/** A stream cut into pieces anywhere. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map((cut) => cut % (bytes.length + 1));
  const at = [...new Set([0, ...places, bytes.length])].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const record = (letter: string, inode: number, path: Buffer, target: Buffer = Buffer.alloc(0)) =>
  Buffer.concat([
    Buffer.from(`${letter}/65024/${inode}/4755/2/1/3/17/-2.2500000000/1700000000.1234567890/`),
    ...[path, Buffer.from([0]), target, path, Buffer.from([0])],
  ]);

test('a listing is read as it was written, whatever the names and wherever it is cut', () => {
  const anyEntry = fc.record({ name: anyBytes(40, 1), target: fc.option(anyBytes(40, 1), { nil: undefined }) });
  const holds = fc.property(fc.array(anyEntry, { maxLength: 7 }), anyCuts, (entries, cuts) => {
    const written = entries.flatMap(({ name, target }, inode) => {
      const path = Buffer.concat([Buffer.from('/'), name]);
      const line = Buffer.from(`65024/${inode}/1600000000.500000000/0/0\n`);
      return target === undefined ? [record('f', inode, path), line] : [record('l', inode, path, target), line];
    });
    const seen: [string, Entry][] = [];
    const listing = new Listing((path, entry) => seen.push([path.toString('latin1'), entry]));
    for (const piece of pieces(Buffer.concat(written), cuts)) listing.add(piece);
    expect(listing.end()).toBe(true);
    expect(seen.map(([path]) => path)).toEqual(entries.map(({ name }) => `/${name.toString('latin1')}`));
    seen.forEach(([, { stats, target }], index) => {
      const given = entries[index]?.target;
      expect(target).toBe(given && pathKey(given));
      expect(stats).toMatchObject({ dev: 65024, ino: index, nlink: 2, uid: 1, gid: 3, size: 17 });
      expect(stats).toMatchObject({ mtimeMs: -1750, ctimeMs: 1700000000123.4568, birthtimeMs: 1600000000500 });
      expect(stats.mode & 0o7777).toBe(0o4755);
    });
  });
  fc.assert(holds, rounds);
});

test("a name that looks like the command's own words stays a name", () => {
  const seen: string[] = [];
  const listing = new Listing((path) => seen.push(path.toString()));
  const evil = '/a\n65024/1/0.0/0/0\nf/1/1/644/1/0/0/0/0.0000000000/0.0000000000//etc/passwd';
  listing.add(record('f', 1, Buffer.from(evil)));
  expect(seen).toEqual([evil]);
});

test.each(['sudo: something\n\0\0', 'f/x/1/644/1/0/0/0/0.0000000000/0.0000000000//a\0/a\0', '12345\n'])(
  'what find does not write (%j) is not believed',
  (text) => {
    expect(() => new Listing(() => undefined).add(Buffer.from(text))).toThrow(Malformed);
  },
);

test('a device is told with its number, as makedev(3) makes it', () => {
  const seen: Entry[] = [];
  const listing = new Listing((_path, entry) => seen.push(entry));
  listing.add(Buffer.concat([record('b', 9, Buffer.from('/dev/x')), Buffer.from('65024/9/0.000000000/103/12c\n')]));
  expect(seen[0]?.stats).toMatchObject({ rdev: 0x11032c, birthtimeMs: 0 });
  expect(deviceNumber('254:0')).toBe(65024);
  expect(deviceNumber('103:12c', 16)).toBe(0x11032c);
});

function block(fields: { readonly name: string; readonly kind: string; readonly size: number }): Buffer {
  const header = Buffer.alloc(512);
  header.write(fields.name.slice(0, 100), 0, 'latin1');
  header.write(fields.size.toString(8).padStart(11, '0'), 124);
  header.write('00000000100', 136);
  header.write(fields.kind, 156);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);

function pax(keyword: Buffer, value: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(' '), keyword, Buffer.from('='), value, Buffer.from('\n')]);
  let length = body.length;
  while (String(length).length + body.length !== length) length = String(length).length + body.length;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

test('an archive is read as it was written, whatever is in it and wherever it is cut', () => {
  const anyFile = fc.record({ name: anyBytes(40, 1), content: anyBytes(1500), value: anyBytes(60) });
  const holds = fc.property(fc.array(anyFile, { maxLength: 4 }), anyCuts, (files, cuts) => {
    const written = files.flatMap(({ name, content, value }) => {
      const extended = Buffer.concat([
        pax(Buffer.from('path'), Buffer.concat([Buffer.from('/'), name, Buffer.from('.')])),
        pax(Buffer.from('ctime'), Buffer.from('12.5')),
        pax(Buffer.from('SCHILY.xattr.user.a%3Db%25'), value),
      ]);
      return [
        block({ name: 'x', kind: 'x', size: extended.length }),
        padded(extended),
        block({ name: 'short', kind: '0', size: content.length }),
        padded(content),
      ];
    });
    const members: Member[] = [];
    const contents: Uint8Array[] = [];
    const archive = new Archive({
      member: (member) => {
        members.push(member);
        contents.push(Buffer.alloc(0));
      },
      bytes: (piece) => {
        const before = contents.pop() ?? Buffer.alloc(0);
        contents.push(Buffer.concat([before, piece]));
      },
    });
    for (const piece of pieces(Buffer.concat([...written, Buffer.alloc(1024)]), cuts)) archive.add(piece);
    expect(archive.over).toBe(true);
    expect(members.map((each) => each.path.toString('latin1'))).toEqual(
      files.map(({ name }) => `/${name.toString('latin1')}.`),
    );
    expect(contents).toEqual(files.map(({ content }) => content));
    for (const [index, member] of members.entries()) {
      expect(member).toMatchObject({ modified: '64.000000000', changed: '12.500000000', kind: '0' });
      expect(member.attributes).toEqual([[Buffer.from('user.a=b%'), files[index]?.value]]);
    }
  });
  fc.assert(holds, rounds);
});

test('a damaged archive is refused', () => {
  const damaged = block({ name: 'a', kind: '0', size: 3 });
  damaged[0] = 0x62;
  expect(() => new Archive({ member: () => undefined, bytes: () => undefined }).add(damaged)).toThrow(BadArchive);
  for (const text of ['99 path=x\n', '8 path=x', 'x', '0 a=b\n']) {
    expect(() => paxRecords(Buffer.from(text)), text).toThrow(BadArchive);
  }
});

test.each([
  ['12', '12.000000000'],
  ['12.5', '12.500000000'],
  ['-315619199.75', '-315619200.250000000'],
  ['-3', '-3.000000000'],
  ['0.000000001', '0.000000001'],
])("the time %s is the system's %s", (written, told) => {
  expect(timespec(written)).toBe(told);
});

test('messages are read back to the bytes of the name that they tell of', () => {
  const errors = [
    "find: '/a\\'b\\n\\303\\251\\\\x': Permission denied",
    "/usr/bin/find: '/two: words': Input/output error",
    "stat: cannot statx '/gone': No such file or directory",
    'sudo: unable to resolve host x',
  ].join('\n');
  expect([...findErrors(Buffer.from(errors))]).toEqual([
    [Buffer.from("/a'b\né\\x").toString('latin1'), 'EACCES'],
    ['/two: words', 'EIO'],
  ]);
  const ofTar = [
    'tar: /a\\nb: Cannot open: Permission denied',
    'tar: /b: Cannot stat: No such file or directory',
    'tar: /c: File shrank by 3 bytes; padding with zeros',
    'tar: /d: File removed before we read it',
    'tar: /e: Read error at byte 0, while reading 512 bytes: Input/output error',
    'tar: /f: file changed as we read it',
    'tar: /g: socket ignored',
    'tar: /h: Warning: Cannot flistxattr: Operation not supported',
  ].join('\n');
  expect([...tarErrors(Buffer.from(ofTar))]).toEqual([
    ['/a\nb', { kind: 'failed', code: 'EACCES' }],
    ['/b', { kind: 'failed', code: 'ENOENT' }],
    ['/c', { kind: 'shrank' }],
    ['/d', { kind: 'failed', code: 'ENOENT' }],
    ['/e', { kind: 'failed', code: 'EIO' }],
  ]);
});

test('file systems that the kernel makes up are known by their devices', () => {
  const mounts = ['22 1 0:21 / /proc rw - proc proc rw', '23 1 254:0 / / rw - ext4 /dev/vda rw', ''].join('\n');
  expect([...madeUpDevices(mounts)]).toEqual([21]);
});

test('a digest of pieces is that of the whole, and of the prefix', () => {
  const all = Buffer.from('the quick brown fox');
  const whole = new StreamDigest('sha256', true, null);
  whole.add(all);
  const first = new StreamDigest('sha256', false, null);
  first.add(all.subarray(0, 7));
  const wanted = { ...whole.end(), prefix: first.end().sha256 };
  const holds = fc.property(anyCuts, (cuts) => {
    const cut = new StreamDigest('sha256', true, 7);
    for (const piece of pieces(all, cuts)) cut.add(piece);
    expect(cut.end()).toEqual(wanted);
  });
  fc.assert(holds, rounds);
});
