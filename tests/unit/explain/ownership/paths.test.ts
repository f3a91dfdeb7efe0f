import { describe, expect, it } from 'vitest';
import { Lines } from '../../../../electron/engine/explain/ownership/lines.ts';
import { HashList, hashPath, sameHashes } from '../../../../electron/engine/explain/ownership/path-hash.ts';
import { PathRoom } from '../../../../electron/engine/explain/ownership/path-room.ts';
import { Wanted } from '../../../../electron/engine/explain/ownership/wanted.ts';

const hashesOf = (...paths: readonly (string | Buffer)[]): Uint32Array => {
  const list = new HashList();
  for (const each of paths) list.add(Buffer.from(each), 0, Buffer.byteLength(each));
  return list.take();
};

describe('hashes of paths', () => {
  it('tell half a million paths apart that differ in little', { timeout: 30_000 }, () => {
    const pair = new Uint32Array(2);
    const wide = new BigUint64Array(pair.buffer);
    const seen = new Set<bigint>();
    const halves = [new Set<number>(), new Set<number>()];
    const room = Buffer.alloc(64);
    const count = 500_000;
    for (let at = 0; at < count; at++) {
      const length = room.write(`/usr/share/doc/package-${at % 700}/file${Math.floor(at / 700)}.gz`);
      hashPath(room, 0, length, pair, 0);
      seen.add(wide[0] ?? 0n);
      halves.forEach((half, which) => {
        half.add(pair[which] ?? 0);
      });
    }
    expect(seen.size).toBe(count);
    // Of random numbers of 32 bits, 29 pairs are equal among so many.
    for (const half of halves) expect(count - half.size).toBeLessThan(120);
  });

  it('are of a path wherever it stands, and of its bytes', () => {
    const bytes = Buffer.from('xx/usr/bin/env\n');
    const list = new HashList();
    list.add(bytes, 2, 14);
    expect(list.take()).toEqual(hashesOf('/usr/bin/env'));
    expect(hashesOf(Buffer.from('/caf\xe9', 'latin1'))).not.toEqual(hashesOf('/café'));
  });

  it('come in a list of their own size, however many there are', () => {
    const list = new HashList();
    for (let at = 0; at < 5_000; at++) list.add(Buffer.from(`/f${at}`), 0, `/f${at}`.length);
    const taken = list.take();
    expect(taken.length).toBe(10_000);
    expect(taken.buffer.byteLength).toBe(40_000);
    expect(list.take().length).toBe(0);
    expect(sameHashes(taken, taken.slice())).toBe(true);
    expect(sameHashes(taken, taken.slice(2))).toBe(false);
  });
});

describe('paths that are looked for', () => {
  const wanted = new Wanted<string>();
  const odd = Buffer.from('/odd/\xff\xfe', 'latin1');
  wanted.add(Buffer.from('/usr/bin/env'), 'env');
  wanted.add(Buffer.from('/usr/bin/env'), 'env again');
  wanted.add(odd, 'odd');

  it('are found by their hashes among many', () => {
    const found: string[] = [];
    wanted.scan(hashesOf('/a', '/usr/bin/env', '/b', odd, '/usr/bin/en'), (_, of) => found.push(...of));
    expect(found).toEqual(['env', 'env again', 'odd']);
  });

  it('are found by their bytes, and no others', () => {
    const line = Buffer.from('x/usr/bin/envy');
    expect(wanted.find(line, 1, 13)).toEqual(['env', 'env again']);
    expect(wanted.find(line, 1, 14)).toBeUndefined();
    expect(wanted.find(odd, 0, odd.length)).toEqual(['odd']);
    expect(wanted.find(Buffer.from('/odd/\xff\xfe', 'utf8'), 0, 9)).toBeUndefined();
  });
});

describe('lines', () => {
  const text = Buffer.from('one\n\ntwo three\n\xff four\n', 'latin1');

  it.each([1, 2, 3, 7, 64])('are the same however the bytes come: %i at a time', (size) => {
    const seen: string[] = [];
    const lines = new Lines((bytes, from, to) => seen.push(bytes.toString('latin1', from, to)));
    for (let at = 0; at < text.length; at += size) {
      // What is read next takes the same room.
      const piece = Buffer.from(text.subarray(at, at + size));
      lines.add(piece);
      piece.fill(0x21);
    }
    lines.end();
    expect(seen).toEqual(['one', '', 'two three', '\xff four']);
  });

  it('that are cut off, or have no end, are damage', () => {
    const lines = new Lines(() => undefined);
    lines.add(Buffer.from('half a li'));
    expect(() => lines.end()).toThrow('in the midst of a line');
    expect(() => lines.add(Buffer.alloc(100_000, 0x61))).toThrow('no end');
  });
});

describe('a room for paths', () => {
  it('puts them together with one slash between their parts', () => {
    const room = new PathRoom();
    const text = () => room.bytes.toString('utf8', 0, room.length);
    const add = (part: string) => room.join(Buffer.from(part), 0, part.length);
    room.begin(Buffer.from('usr/bin/'), 0, 8);
    expect(text()).toBe('/usr/bin');
    add('env');
    expect(text()).toBe('/usr/bin/env');
    room.begin(Buffer.from('etc'), 0, 3);
    expect(text()).toBe('/etc');
  });

  it('takes no more than it holds', () => {
    const room = new PathRoom();
    room.begin(Buffer.alloc(300_000, 0x61), 0, 300_000);
    expect(room.length).toBe(0);
  });
});
