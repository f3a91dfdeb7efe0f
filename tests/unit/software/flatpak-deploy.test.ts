import { describe, expect, it } from 'vitest';
import { parseDeploy } from '../../../electron/engine/collectors/software/flatpak/deploy.ts';

// Written by Flatpak 1.14.10.
const base64 = [
  'bG9jYWwANDllMGU4ZDdiNDYwYmRlMDA4NjJkYWUwNzc3ZTQzNWZmZmFkNDMxYjAzMTFhODA2YzBmNjE3MDljZTJmMjE3MgAAAAAA',
  'AAAACABhcHBkYXRhLW5hbWUAAAAASGVsbG8AAHMNAAAAAAAAAGFwcGRhdGEtdmVyc2lvbgAxLjEAAHMQAGRlcGxveS12ZXJzaW9u',
  'AAAEAAAAAGkPAHJ1bnRpbWUAb3JnLmV4YW1wbGUuUGxhdGZvcm0veDg2XzY0LzEAAHMIAAAAAAAAAGFwcGRhdGEtc3VtbWFyeQBT',
  'YXlzCWhlbGxvCm9yZy5mYWtlLlgveDg2XzY0L3N0YWJsZQkxCTIAAHMQAAAAAAB0aW1lc3RhbXAAAAAAAAAA8JgKawAAAAAAdAoZ',
  'N095u9tHAEcABgA=',
];
const whole = Buffer.from(base64.join(''), 'base64');

describe('Flatpak’s record of a deployment', () => {
  it('tells its origin, commit, size and notes', () => {
    const { notes, ...rest } = parseDeploy(whole);
    expect(rest).toEqual({
      origin: 'local',
      commit: '49e0e8d7b460bde00862dae0777e435fffad431b0311a806c0f61709ce2f2172',
      installedSize: 2048,
    });
    expect(Object.fromEntries(notes)).toEqual({
      'appdata-name': 'Hello',
      'appdata-version': '1.1',
      'appdata-summary': 'Says\thello\norg.fake.X/x86_64/stable\t1\t2',
      runtime: 'org.example.Platform/x86_64/1',
    });
  });

  it('without notes, and with offsets of two bytes, is one too', () => {
    const text = (value: string) => Buffer.from(`${value}\0`);
    const made = (origin: string, width: 1 | 2) => {
      const head = Buffer.concat([text(origin), text('c0ffee')]);
      const padding = Buffer.alloc((8 - (head.length % 8)) % 8);
      const size = Buffer.alloc(8);
      size.writeBigUInt64BE(5_000_000_000n);
      const offsets = Buffer.alloc(3 * width);
      for (const [at, end] of [head.length, head.length, origin.length + 1].entries()) {
        offsets.writeUIntLE(end, at * width, width);
      }
      return Buffer.concat([head, padding, size, offsets]);
    };
    for (const bytes of [made('flathub', 1), made('f'.repeat(300), 2)]) {
      expect(parseDeploy(bytes)).toMatchObject({ commit: 'c0ffee', installedSize: 5_000_000_000 });
    }
  });

  it('that is cut off or damaged is refused, or says something; it never holds up', () => {
    for (let length = 0; length < whole.length; length += 1) {
      const part = whole.subarray(0, length);
      try {
        expect(typeof parseDeploy(part).commit).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = 0xff;
      try {
        expect(parseDeploy(damaged).notes.size).toBeLessThan(20);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
    expect(() => parseDeploy(Buffer.alloc(0))).toThrow();
    expect(() => parseDeploy(Buffer.alloc(200))).toThrow();
    expect(() => parseDeploy(Buffer.alloc(200, 0xff))).toThrow();
  });
});
